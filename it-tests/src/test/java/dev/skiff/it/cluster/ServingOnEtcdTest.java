package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingOnEtcdTest extends ServingContract {
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Enough for nodes to be called lost and for pods to be evicted, were it to happen.
    private static final Duration JUDGEMENT = Duration.ofSeconds(12);

    private static final String NOTE =
            """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"note"}}""";

    @TempDir static Path directory;
    private Optional<EtcdServer> etcd = Optional.empty();

    @Override
    List<String> startDatastore() {
        Program.require("etcd");
        EtcdServer server = new EtcdServer(directory);
        etcd = Optional.of(server);
        server.start();
        return List.of("--datastore", server.datastore());
    }

    @Override
    void stopDatastore() {
        etcd.ifPresent(EtcdServer::close);
    }

    @Test
    void while_etcd_stands_still_pods_serve_and_writes_are_refused_in_clear_words() {
        EtcdServer server = etcd.orElseThrow();
        HelloApp app = HelloApp.ready(api(), "steady", 2);
        List<String> uids = app.pods().stream().map(PodView::uid).toList();
        List<ClusterApi.Answer> refused = new ArrayList<>();
        try (Canary canary = Canary.watch(app.pods())) {
            server.signal("STOP");
            try {
                await().during(OUTAGE)
                        .atMost(OUTAGE.plus(PATIENCE))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> refused.add(api().createOne(NOTE)));
            } finally {
                server.signal("CONT");
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> api().createOne(NOTE.replace("note", "after")).status() == 201);
            await().during(JUDGEMENT)
                    .atMost(JUDGEMENT.plus(PATIENCE))
                    .until(
                            () ->
                                    app.pods().stream().map(PodView::uid).toList().equals(uids)
                                            && app.lasting().size() == 2);

            assertThat(canary.answers()).isPositive();
            assertThat(canary.failures()).isEmpty();
        }
        assertThat(refused).hasSizeGreaterThan(2).allSatisfy(this::isClearRefusal);
        assertThat(app.pods()).allSatisfy(pod -> assertThat(pod.restarts()).isZero());
        api().scale("steady", 3);
        app.awaitReady(3);
    }

    private void isClearRefusal(ClusterApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.tree().path("reason").asText()).isEqualTo("ServiceUnavailable");
        assertThat(answer.tree().path("message").asText())
                .contains("etcd at " + etcd.orElseThrow().address());
    }
}
