package dev.skiff.apiserver.registry.kinds.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The rules that pods must keep to: what is given beyond a valid pod, in its spec or in its
/// container, and what is wrong with it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodRulesTest {
    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvFileSource(
            resources = "pod-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_pod_that_breaks_a_rule_is_told_which(String where, String given, String wrong)
            throws JsonProcessingException {
        ObjectNode container = Json.object().put("name", "main").put("image", "i:1");
        ObjectNode spec = Json.object();
        spec.putArray("containers").add(container);
        ObjectNode part = where.equals("container") ? container : spec;
        for (var field : Json.mapper().readTree(given).properties()) {
            part.set(field.getKey(), field.getValue());
        }

        Answer answer = server.post("/api/v1/namespaces/default/pods?dryRun=All", pod(spec));

        assertThat(answer.message()).isEqualTo("Pod \"x\" is invalid: " + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    private static String pod(JsonNode spec) {
        ObjectNode pod = Json.object();
        pod.putObject("metadata").put("name", "x");
        pod.set("spec", spec);
        return pod.toString();
    }
}
