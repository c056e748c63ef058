package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 400 | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
                "[] | 400 | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (5b5d)",
                "{'kind':'Secret','apiVersion':'v1'} | 400 | Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion",
                "{'kind':'ConfigMap','apiVersion':'v2'} | 400 | the API version in the data (v2) does not match the expected API version (v1)",
                "{'metadata':{'name':'x'},'data':{'a':1}} | 400 | ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
                "{'metadata':{'name':'x','namespace':'other'}} | 400 | the namespace of the provided object does not match the namespace sent on the request",
                "{'metadata':{'name':'x','resourceVersion':'5'}} | 500 | resourceVersion should not be set on objects to be created",
                "{'metadata':{}} | 422 | ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
            })
    void a_bad_body_is_refused_in_upstreams_words(String body, int status, String message) {
        Answer answer = server.post(MAPS, body);

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("code").asInt()).isEqualTo(status);
    }

    @Test
    void who_is_refused_is_still_warned_of_what_was_seen() {
        String unknown = "299 - \"unknown field \\\"datum\\\"\"";
        String invalid = "{'metadata':{'name':'Not-A-Name'},'datum':{}}";

        assertThat(server.post(MAPS, invalid).status()).isEqualTo(422);
        assertThat(server.post(MAPS, invalid).warnings()).containsExactly(unknown);
        server.post(MAPS, "{'metadata':{'name':'x'}}");
        assertThat(server.post(MAPS, "{'metadata':{'name':'x'},'datum':{}}").warnings())
                .containsExactly(unknown);
        assertThat(
                        server.send("PUT", MAPS + "/y", "{'metadata':{'name':'y'},'datum':{}}")
                                .warnings())
                .containsExactly(unknown);
    }

    @Test
    void who_creates_what_nothing_acts_on_is_told_and_who_changes_it_is_not() {
        String revisions = "/apis/apps/v1/namespaces/default/controllerrevisions";
        String told = "299 - \"Skiff has no controller for ControllerRevision yet\"";
        String revision = "{'metadata':{'name':'x'},'revision':1,'data':{'a':1}}";

        assertThat(server.post(revisions + "?dryRun=All", revision).warnings()).contains(told);
        assertThat(server.post(revisions, revision).warnings()).contains(told);
        assertThat(server.post(revisions, revision).warnings()).isEmpty();
        assertThat(server.send("PUT", revisions + "/x", revision).warnings()).isEmpty();
        assertThat(server.post(MAPS, "{'metadata':{'name':'x'}}").warnings()).isEmpty();
    }

    @Test
    void what_a_client_may_not_set_is_dropped() {
        Answer created =
                server.post(
                        MAPS,
                        "{'metadata':{'name':'x','uid':'mine','creationTimestamp':null,"
                                + "'deletionTimestamp':'2020-01-01T00:00:00Z','generation':7,"
                                + "'selfLink':'/x'}}");

        JsonNode metadata = created.body().path("metadata");
        assertThat(metadata.path("uid").asText()).hasSize(36);
        assertThat(metadata.path("creationTimestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(metadata.has("deletionTimestamp")).isFalse();
        assertThat(metadata.at("/managedFields").isEmpty()).isTrue();
        assertThat(metadata.has("selfLink")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deployments | {}",
                "replicasets | {\"replicas\":0}",
            })
    void a_new_object_has_a_status_that_says_nothing(String plural, String status) {
        Answer created =
                server.post(
                        "/apis/apps/v1/namespaces/default/" + plural,
                        "{'metadata':{'name':'x'},'status':{'replicas':7},'spec':{'selector':{'matchLabels':{'a':'b'}},"
                                + "'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}");

        assertThat(created.body().path("status")).hasToString(status);
    }

    @Test
    void a_namespace_is_labelled_with_the_name_it_was_given() {
        Answer created = server.post("/api/v1/namespaces", "{'metadata':{'generateName':'x-'}}");

        assertThat(created.body().at("/metadata/labels/kubernetes.io~1metadata.name").asText())
                .isEqualTo(created.text("/metadata/name"));
    }

    @Test
    void a_generated_name_has_the_base_and_five_characters() {
        Answer created = server.post(MAPS, "{'metadata':{'generateName':'x-'}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/metadata/name")).matches("x-[bcdfghjklmnpqrstvwxz2456789]{5}");
        assertThat(created.text("/metadata/generateName")).isEqualTo("x-");
    }

    @Test
    void a_long_base_is_cut_so_that_the_name_stays_a_label() {
        Answer created =
                server.post(MAPS, "{'metadata':{'generateName':'" + "a".repeat(100) + "'}}");

        assertThat(created.text("/metadata/name")).hasSize(63).startsWith("a".repeat(58));
    }

    @Test
    void nothing_is_created_in_a_namespace_that_is_not_there() {
        Answer answer =
                server.post("/api/v1/namespaces/gone/configmaps", "{'metadata':{'name':'x'}}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("namespaces \"gone\" not found");
    }

    @Test
    void nothing_is_created_in_a_namespace_that_is_going() {
        server.post("/api/v1/namespaces", "{'metadata':{'name':'n','finalizers':['a.example/f']}}");
        server.delete("/api/v1/namespaces/n", "");

        Answer answer = server.post("/api/v1/namespaces/n/configmaps", "{'metadata':{'name':'x'}}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo(
                        "configmaps \"x\" is forbidden: unable to create new content in namespace n"
                                + " because it is being terminated");
        assertThat(answer.text("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
    }

    @ParameterizedTest
    @CsvSource({
        "Strict, 400, ''",
        "Warn, 201, 'unknown field \"datum\"'",
        "'', 201, 'unknown field \"datum\"'",
        "Ignore, 201, ''",
    })
    void unknown_fields_are_refused_warned_of_or_dropped(
            String validation, int status, String warning) {
        Answer answer =
                server.post(
                        MAPS + "?fieldValidation=" + validation,
                        "{'metadata':{'name':'x'},'datum':{}}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().has("datum")).isFalse();
        assertThat(answer.warnings())
                .isEqualTo(
                        warning.isEmpty()
                                ? java.util.List.of()
                                : java.util.List.of("299 - \"unknown field \\\"datum\\\"\""));
    }

    @Test
    void yaml_is_read_as_json_is() {
        Answer created =
                server.send(
                        "POST",
                        MAPS,
                        Map.of("Content-Type", "application/yaml"),
                        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: b\n");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/data/a")).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dryRun=Some | dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
                "fieldValidation=Maybe | fieldValidation: Unsupported value: \"Maybe\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
            })
    void bad_options_are_refused(String query, String error) {
        Answer answer = server.post(MAPS + "?" + query, "{'metadata':{'name':'x'}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message())
                .isEqualTo("CreateOptions.meta.k8s.io \"\" is invalid: " + error);
    }

    @Test
    void a_dry_run_finds_that_a_name_is_taken() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        assertThat(server.post(MAPS + "?dryRun=All", "{'metadata':{'name':'x'}}").status())
                .isEqualTo(409);
    }
}
