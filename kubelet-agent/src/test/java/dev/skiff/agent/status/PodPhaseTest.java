package dev.skiff.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPhaseTest {
    @ParameterizedTest
    @CsvSource({
        "Always, '', 0, RUNNING",
        "Always, '', 1, RUNNING",
        "OnFailure, '', 0, SUCCEEDED",
        "OnFailure, '', 1, RUNNING",
        "Never, '', 1, FAILED",
        "Always, 2026-01-01T00:00:00Z, 0, SUCCEEDED",
        "Always, 2026-01-01T00:00:00Z, 143, FAILED",
        "OnFailure, 2026-01-01T00:00:00Z, 143, FAILED"
    })
    void a_pod_whose_container_has_ended_is_over_if_nothing_will_start_it_again(
            String policy, String deletedAt, int exitCode, PodPhase phase) {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withDeletionTimestamp(deletedAt.isEmpty() ? null : deletedAt)
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy(policy)
                        .endSpec()
                        .build();
        ArrayNode statuses = Json.mapper().createArrayNode();
        statuses.addObject()
                .put("name", "main")
                .putObject("state")
                .putObject("terminated")
                .put("exitCode", exitCode);

        assertThat(PodPhase.of(pod, Json.mapper().createArrayNode(), statuses)).isEqualTo(phase);
    }
}
