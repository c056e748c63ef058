package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// The application of `examples/hello` under a name of its own, so that several tests can have one
/// each.
final class HelloApp {
    static final String PAGE = "Hello from Skiff.\n";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ClusterApi api;
    private final String name;

    private HelloApp(ClusterApi api, String name) {
        this.api = api;
        this.name = name;
    }

    /// Created, with as many replicas Ready.
    static HelloApp ready(ClusterApi api, String name, int replicas) {
        HelloApp app = created(api, name, replicas);
        app.awaitReady(replicas);
        return app;
    }

    static HelloApp created(ClusterApi api, String name, int replicas) {
        api.create(
                example()
                        .replace("name: hello", "name: " + name)
                        .replace("app: hello", "app: " + name)
                        .replace("replicas: 3", "replicas: " + replicas));
        return new HelloApp(api, name);
    }

    private static String example() {
        try {
            return Files.readString(Launcher.repository("examples/hello/hello.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    List<PodView> pods() {
        return api.pods(name);
    }

    /// Those that stay.
    List<PodView> lasting() {
        return pods().stream().filter(pod -> !pod.isTerminating()).toList();
    }

    /// Waits until there are exactly so many pods and all are Ready.
    List<PodView> awaitReady(int replicas) {
        return awaitPods(
                pods -> pods.size() == replicas && pods.stream().allMatch(PodView::isReady));
    }

    /// Waits until its pods, terminating ones among them, are as wished.
    List<PodView> awaitPods(Predicate<List<PodView>> wish) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(this::pods, wish::test);
    }

    /// Waits until the Deployment's last change is everywhere.
    void awaitRollout() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> {
                            var deployment = api.deployment(name);
                            int replicas = deployment.at("/spec/replicas").asInt();
                            assertThat(deployment.at("/status/observedGeneration").asInt())
                                    .isEqualTo(deployment.at("/metadata/generation").asInt());
                            assertThat(deployment.at("/status/updatedReplicas").asInt())
                                    .isEqualTo(replicas);
                            assertThat(deployment.at("/status/availableReplicas").asInt())
                                    .isEqualTo(replicas);
                            assertThat(deployment.at("/status/replicas").asInt())
                                    .isEqualTo(replicas);
                        });
    }
}
