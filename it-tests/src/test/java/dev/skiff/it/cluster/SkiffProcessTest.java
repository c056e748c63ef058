package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.client.Types;
import dev.skiff.it.docker.RealEngine;
import org.junit.jupiter.api.Test;

final class SkiffProcessTest {
    @Test
    void a_cluster_comes_up_answers_and_goes_without_a_trace() {
        RealEngine.require();
        ProcessHandle process;
        try (SkiffProcess skiff = SkiffProcess.started("--nodes", "2")) {
            process = skiff.process();

            var nodes = skiff.client().list(Types.NODE.kind(), "", java.util.Map.of());

            assertThat(nodes.path("items").findValuesAsText("name")).contains("skiff-1", "skiff-2");
        }
        assertThat(process.isAlive()).isFalse();
    }
}
