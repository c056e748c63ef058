package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.it.docker.RealEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Deployments serve, heal, grow, shrink and are replaced, whatever the cluster keeps its data in.
/// Each test has an application of its own on one cluster.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServingContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pages pages = new Pages();
    private Optional<SkiffProcess> running = Optional.empty();
    private Optional<ClusterApi> client = Optional.empty();

    /// Starts what keeps the data; what `up` is to be told.
    abstract List<String> startDatastore();

    /// Ends what [#startDatastore] has started.
    abstract void stopDatastore();

    @BeforeAll
    void startCluster() {
        RealEngine.require();
        SkiffProcess skiff = SkiffProcess.started(startDatastore().toArray(String[]::new));
        running = Optional.of(skiff);
        client = Optional.of(ClusterApi.of(skiff));
    }

    @AfterAll
    void deleteCluster() {
        pages.close();
        running.ifPresent(SkiffProcess::close);
        stopDatastore();
    }

    final ClusterApi api() {
        return client.orElseThrow();
    }

    @Test
    void every_replica_serves_the_page_of_the_config_map() {
        SkiffProcess skiff = running.orElseThrow();
        skiff.run("apply", "-f", Launcher.repository("examples/hello").toString()).succeeded();

        skiff.run("rollout", "status", "deployment/hello").succeeded();

        List<PodView> pods = api().pods("hello");
        assertThat(pods)
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pages.at(pod.address())).contains(HelloApp.PAGE));
    }

    @Test
    void a_killed_container_is_started_again_and_counted() {
        HelloApp app = HelloApp.ready(api(), "killed", 2);
        PodView victim = app.pods().getFirst();

        RealEngine.docker("kill", victim.containerId());

        await().atMost(PATIENCE)
                .until(() -> api().pod(victim.name()), pod -> pod.restarts() == 1 && pod.isReady());
        assertThat(pages.at(victim.address())).contains(HelloApp.PAGE);
        assertThat(app.pods()).extracting(PodView::uid).contains(victim.uid()).hasSize(2);
    }

    @Test
    void a_deleted_pod_is_replaced() {
        HelloApp app = HelloApp.ready(api(), "replaced", 2);
        PodView victim = app.pods().getFirst();

        api().deletePod(victim.name());

        List<PodView> pods =
                app.awaitPods(
                        now ->
                                now.size() == 2
                                        && now.stream().allMatch(PodView::isReady)
                                        && now.stream()
                                                .noneMatch(pod -> pod.uid().equals(victim.uid())));
        assertThat(pods)
                .allSatisfy(pod -> assertThat(pages.at(pod.address())).contains(HelloApp.PAGE));
    }

    @Test
    void twenty_replicas_come_and_go() {
        HelloApp app = HelloApp.ready(api(), "crowd", 3);

        api().scale("crowd", 20);
        List<PodView> many = app.awaitReady(20);
        assertThat(many)
                .allSatisfy(pod -> assertThat(pages.at(pod.address())).contains(HelloApp.PAGE));
        assertThat(many).extracting(PodView::address).doesNotHaveDuplicates();

        api().scale("crowd", 3);
        List<PodView> few = app.awaitReady(3);
        assertThat(few)
                .allSatisfy(pod -> assertThat(many).extracting(PodView::uid).contains(pod.uid()));
        assertThat(few)
                .allSatisfy(pod -> assertThat(pages.at(pod.address())).contains(HelloApp.PAGE));
    }

    @Test
    void a_rolling_update_never_serves_with_less_than_was_promised() throws Exception {
        HelloApp app = HelloApp.ready(api(), "rolled", 4);
        List<String> before = app.pods().stream().map(PodView::uid).toList();
        api().change(
                        "rolled",
                        """
                        {"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":1}}}}""");
        AvailabilitySampler sampler = AvailabilitySampler.start(app);

        api().change(
                        "rolled",
                        """
                        {"spec":{"template":{"metadata":{"annotations":{"edition":"second"}}}}}""");
        app.awaitRollout();
        app.awaitReady(4);

        List<AvailabilitySampler.Sample> samples = sampler.stop();
        assertThat(app.pods()).extracting(PodView::uid).doesNotContainAnyElementsOf(before);
        assertThat(samples)
                .hasSizeGreaterThan(10)
                .allSatisfy(sample -> assertThat(sample.answering()).isGreaterThanOrEqualTo(3))
                .allSatisfy(sample -> assertThat(sample.lasting()).isLessThanOrEqualTo(5));
    }

    @Test
    void a_deleted_deployment_leaves_no_container() {
        HelloApp app = HelloApp.ready(api(), "gone", 3);
        List<String> uids = app.pods().stream().map(PodView::uid).toList();
        assertThat(containersOf(uids)).hasSize(6);

        api().deleteDeployment("gone");

        app.awaitPods(List::isEmpty);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(containersOf(uids)).isEmpty());
    }

    private static List<String> containersOf(List<String> uids) {
        return RealEngine.docker("ps", "-a", "--format", "{{.Names}}")
                .lines()
                .filter(name -> uids.stream().anyMatch(name::contains))
                .toList();
    }
}
