package dev.skiff.apiserver.registry.kinds.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The rules that configurations of webhooks must keep to: what is wrong with a valid one whose
/// webhook is given something besides.
class WebhookRulesTest {
    private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";
    private static final String MUTATING = GROUP + "mutatingwebhookconfigurations";
    private static final String WEBHOOK =
            "{'name':'a.b.example','admissionReviewVersions':['v1'],'sideEffects':'None','clientConfig':{'service':{'name':'s','namespace':'n'}},'rules':[]}";
    private static final String RULE =
            "{'apiGroups':['g'],'apiVersions':['v1'],'operations':['CREATE'],'resources':['things']}";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "webhook-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_webhook_that_breaks_a_rule_is_told_which(String given, String wrong)
            throws JsonProcessingException {
        ObjectNode webhook = read(WEBHOOK);
        read(given).properties().forEach(f -> webhook.set(f.getKey(), f.getValue()));

        Answer answer = server.post(MUTATING, configuration(webhook).toString());

        assertThat(answer.message()).endsWith(" \"x\" is invalid: webhooks[0]." + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "rule-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_rule_of_a_webhook_is_told_what_is_wrong(String given, String wrong)
            throws JsonProcessingException {
        ObjectNode webhook = read(WEBHOOK);
        ObjectNode rule = read(RULE);
        read(given).properties().forEach(f -> rule.set(f.getKey(), f.getValue()));
        webhook.putArray("rules").add(rule);

        Answer answer =
                server.post(
                        GROUP + "validatingwebhookconfigurations",
                        configuration(webhook).toString());

        assertThat(answer.message()).endsWith(" \"x\" is invalid: webhooks[0].rules[0]." + wrong);
    }

    @Test
    void changed_webhooks_are_a_new_generation() throws JsonProcessingException {
        server.post(MUTATING, configuration(read(WEBHOOK)).toString());

        Answer labelled = server.patch(MUTATING + "/x", "{'metadata':{'labels':{'a':'b'}}}");
        Answer changed = server.patch(MUTATING + "/x", "{'webhooks':[]}");

        assertThat(labelled.body().at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(changed.body().at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @Test
    void a_configuration_is_replaced_only_by_who_has_read_it() throws JsonProcessingException {
        server.post(MUTATING, configuration(read(WEBHOOK)).toString());

        Answer answer = server.put(MUTATING + "/x", configuration(read(WEBHOOK)).toString());

        assertThat(answer.message())
                .endsWith(
                        "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }

    private static ObjectNode configuration(ObjectNode webhook) {
        ObjectNode configuration = Json.object();
        configuration.putObject("metadata").put("name", "x");
        configuration.putArray("webhooks").add(webhook);
        return configuration;
    }

    private static ObjectNode read(String text) throws JsonProcessingException {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }
}
