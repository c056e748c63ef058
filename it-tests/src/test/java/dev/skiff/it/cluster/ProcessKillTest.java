package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.client.ApiClient;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.it.docker.RealEngine;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the whole process while eight writers write: what was acknowledged is there after
/// the next start, and containers have noticed nothing.
final class ProcessKillTest {
    private static final int ROUNDS = 10;
    private static final int WRITERS = 8;
    private static final int ACKNOWLEDGED = 500;
    /// How many more there may be before the kill.
    private static final int SPREAD = 200;

    private static final int PODS = 2;

    private final long seed = Long.getLong("skiff.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Long> acknowledged = new TreeMap<>();

    @Test
    void kills_on_sqlite_lose_no_acknowledged_write_and_touch_no_container()
            throws InterruptedException {
        RealEngine.require();
        try (SkiffProcess skiff = SkiffProcess.create()) {
            killAgainAndAgain(skiff);
        }
    }

    @Test
    void kills_on_etcd_lose_no_acknowledged_write_and_touch_no_container(@TempDir Path directory)
            throws InterruptedException {
        RealEngine.require();
        Program.require("etcd");
        try (EtcdServer etcd = new EtcdServer(directory)) {
            etcd.start();
            try (SkiffProcess skiff = SkiffProcess.create()) {
                killAgainAndAgain(skiff, "--datastore", etcd.datastore());
            }
        }
    }

    private void killAgainAndAgain(SkiffProcess skiff, String... options)
            throws InterruptedException {
        System.out.println("ProcessKillTest: -Dskiff.seed=" + seed);
        skiff.up(options);
        SteadyPods pods = SteadyPods.on(skiff);
        pods.scale(PODS);
        List<String> containers = pods.containers();
        assertThat(containers).as("sandboxes and containers").hasSize(2 * PODS);
        for (int round = 1; round <= ROUNDS; round++) {
            writeUntilKilled(skiff, round);
            skiff.up(options);
            String when = "round " + round + " of seed " + seed;
            assertKept(skiff.client(), when);
            assertThat(pods.containers()).as(when).isEqualTo(containers);
        }
        pods.scale(PODS + 1);
        assertThat(pods.containers()).hasSize(2 * (PODS + 1)).containsAll(containers);
    }

    private void writeUntilKilled(SkiffProcess skiff, int round) throws InterruptedException {
        List<HttpTransport> connections = Stream.generate(skiff::connect).limit(WRITERS).toList();
        ConfigMapWriters writers = ConfigMapWriters.start("round-" + round, connections);
        writers.awaitAcknowledged(ACKNOWLEDGED + random.nextInt(SPREAD));
        skiff.kill();
        Map<String, Long> written = writers.finish();
        assertThat(written).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
        acknowledged.putAll(written);
    }

    private void assertKept(ApiClient client, String when) {
        JsonNode list = client.list(Kinds.CONFIG_MAP, "default", Map.of());
        Map<String, Long> found = new TreeMap<>();
        for (JsonNode item : list.path("items")) {
            String name = item.path("metadata").path("name").asText();
            if (name.startsWith("round-")) {
                assertThat(item.path("data").path("content").asText())
                        .as("content of %s, %s", name, when)
                        .isEqualTo(ConfigMapWriters.content(name));
                found.put(name, item.path("metadata").path("resourceVersion").asLong());
            }
        }
        assertThat(found).as(when).containsAllEntriesOf(acknowledged);
    }
}
