package dev.skiff.apiserver.registry.kinds.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The rules that Services must keep to: what the spec of a valid one is given besides, and what is
/// wrong with it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceRulesTest {
    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvFileSource(
            resources = "service-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_service_that_breaks_a_rule_is_told_which(String given, String wrong)
            throws JsonProcessingException {
        ObjectNode service = Json.object();
        service.putObject("metadata").put("name", "x");
        ObjectNode spec = service.putObject("spec");
        spec.putArray("ports").addObject().put("port", 80);
        for (var field : Json.mapper().readTree(given).properties()) {
            spec.set(field.getKey(), field.getValue());
        }

        Answer answer =
                server.post("/api/v1/namespaces/default/services?dryRun=All", service.toString());

        assertThat(answer.message()).isEqualTo("Service \"x\" is invalid: " + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }
}
