package dev.skiff.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PreparedRowTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private static ObjectNode pod(String phase) {
        ObjectNode pod = Json.object();
        pod.putObject("metadata").put("name", "we\"b").put("creationTimestamp", CREATED.toString());
        pod.putObject("spec").putArray("containers").addObject().put("name", "c");
        ObjectNode status = pod.putObject("status").put("phase", phase);
        ObjectNode container = status.putArray("containerStatuses").addObject();
        container.put("name", "c").put("ready", true).put("restartCount", 2);
        container
                .putObject("lastState")
                .putObject("terminated")
                .put("finishedAt", CREATED.plusSeconds(60).toString());
        container.putObject("state").putObject("running");
        return pod;
    }

    private static String shown(PreparedRow row, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        row.writeTo(out, now);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void ages_grow_while_the_rest_stays() {
        PreparedRow row = PreparedRow.of(new PodPrinter(), pod("Running"));

        assertThat(shown(row, CREATED.plusSeconds(90)))
                .isEqualTo(
                        "{\"cells\":[\"we\\\"b\",\"1/1\",\"Running\",\"2 (30s ago)\",\"90s\","
                                + "\"<none>\",\"<none>\",\"<none>\",\"<none>\"],\"object\":");
        assertThat(shown(row, CREATED.plusSeconds(60 * 60))).contains("\"2 (59m ago)\",\"60m\"");
    }

    @Test
    void conditions_are_part_of_it() {
        PreparedRow row = PreparedRow.of(new PodPrinter(), pod("Succeeded"));

        assertThat(shown(row, CREATED)).contains("],\"conditions\":[{\"type\":\"Completed\"");
    }
}
