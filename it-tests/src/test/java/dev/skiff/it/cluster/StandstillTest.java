package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.client.UnreachableException;
import dev.skiff.it.docker.RealEngine;
import dev.skiff.it.store.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Enough for nodes to be called lost and for pods to be evicted, were it to happen.
    private static final Duration JUDGEMENT = Duration.ofSeconds(15);

    /// As on a laptop that sleeps. What another cluster on the same engine does meanwhile is none
    /// of
    /// the sleeper's business, and nobody would put it right.
    @Test
    void a_minute_of_standstill_costs_no_pod_and_no_restart() {
        RealEngine.require();
        try (Neighbour neighbour = new Neighbour();
                SkiffProcess skiff = SkiffProcess.started("--nodes", "2")) {
            ClusterApi api = ClusterApi.of(skiff);
            HelloApp app = HelloApp.ready(api, "sleeper", 4);
            List<String> uids = uids(app);
            Containers containers = Containers.of(skiff);
            List<String> before = containers.states();
            assertThat(app.pods()).extracting(PodView::node).contains("skiff-1", "skiff-2");

            signal("STOP", skiff);
            long since = System.nanoTime();
            try {
                useAnotherCluster();
                assertThat(containers.states()).isEqualTo(before);
                await().atMost(STANDSTILL.plus(PATIENCE))
                        .until(() -> System.nanoTime() - since > STANDSTILL.toNanos());
            } finally {
                signal("CONT", skiff);
            }

            await().atMost(PATIENCE)
                    .ignoreException(UnreachableException.class)
                    .until(() -> api.isNodeReady("skiff-1"));
            await().during(JUDGEMENT)
                    .atMost(JUDGEMENT.plus(PATIENCE))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () ->
                                    uids(app).equals(uids)
                                            && app.lasting().size() == 4
                                            && app.pods().stream().allMatch(PodView::isReady));
            assertThat(containers.states()).isEqualTo(before);
            assertThat(app.pods()).allSatisfy(pod -> assertThat(pod.restarts()).isZero());
            assertThat(neighbour.isUntouched()).isTrue();
        }
    }

    private static void useAnotherCluster() {
        try (SkiffProcess other = SkiffProcess.started()) {
            HelloApp app = HelloApp.ready(ClusterApi.of(other), "other", 2);
            assertThat(app.pods()).hasSize(2);
        }
    }

    private static List<String> uids(HelloApp app) {
        return app.pods().stream().map(PodView::uid).sorted().toList();
    }

    private static void signal(String name, SkiffProcess skiff) {
        Program.run(List.of("kill", "-" + name, Long.toString(skiff.pid())));
    }
}
