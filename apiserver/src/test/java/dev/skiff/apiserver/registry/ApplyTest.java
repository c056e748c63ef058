package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Server-side apply as its callers meet it. The rules of merging have their own tests.
class ApplyTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String X = MAPS + "/x";
    private static final String WEB = "/apis/apps/v1/namespaces/default/deployments/web";
    private static final String EVENT = "/namespaces/default/events/e";
    private static final String BODY =
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x'},'data':{'a':'%s'}}";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void what_is_missing_is_created_and_what_is_there_is_not_written_again() {
        Answer created = apply(X + "?fieldManager=one", BODY.formatted("1"));
        Answer again = apply(X + "?fieldManager=one", BODY.formatted("1"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/metadata/resourceVersion"))
                .isEqualTo(created.text("/metadata/resourceVersion"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "?x=y | {} | 422 | PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
                "?fieldManager=m%07 | {} | 422 | PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"m\\a\": invalid character U+0007 (at position 1)",
                "?fieldManager=m&fieldValidation=No | {} | 422 | PatchOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"No\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
                "?fieldManager=m | ~~ | 400 | invalid object type: /, Kind=",
                "?fieldManager=m | text | 400 | error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}",
                "?fieldManager=m | {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x','managedFields':[]}} | 400 | metadata.managedFields must be nil",
                "?fieldManager=m | {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x','uid':'u'}} | 409 | Operation cannot be fulfilled on configmaps \"x\": uid mismatch: the provided object specified uid u, and no existing object was found",
                "?fieldManager=m | {'apiVersion':'v1','kind':'ConfigMap','metadata':{'generateName':'x'}} | 400 | the name of the object (x based on URL) was undeterminable: name must be provided",
                "?fieldManager=m | {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x'},'binaryData':{'a':'?'}} | 500 | failed to convert new object (/x; /v1, Kind=ConfigMap) to proper version: illegal base64 data at input byte 0",
            })
    void what_cannot_be_applied_is_refused(String query, String body, int status, String message) {
        Answer answer = apply(X + query.replace("%07", "\u0007"), body);

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(server.get(X).status()).isEqualTo(404);
    }

    @Test
    void fields_given_twice_are_told_as_far_as_the_caller_wants_it() {
        String twice =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: '1'\n  a: '2'\n";

        Answer strict = apply(X + "?fieldManager=m&fieldValidation=Strict", twice);
        Answer warned = apply(X + "?fieldManager=m", twice);
        Answer ignored = apply(X + "?fieldManager=m&fieldValidation=Ignore", twice);

        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.message())
                .isEqualTo(
                        "error strict decoding YAML: error converting YAML to JSON: yaml:"
                                + " unmarshal errors:\n  line 6: key \"a\" already set in map");
        assertThat(warned.warnings())
                .containsExactly("299 - \"line 6: key \\\"a\\\" already set in map\"");
        assertThat(warned.text("/data/a")).isEqualTo("2");
        assertThat(ignored.warnings()).isEmpty();
    }

    @Test
    void force_is_for_apply_alone() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        assertThat(server.patch(X + "?force=true", "{}").message())
                .isEqualTo(
                        "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be"
                                + " specified for non-apply patch");
    }

    @Test
    void a_dry_run_leaves_nothing_behind() {
        Answer answer = apply(X + "?fieldManager=one&dryRun=All", BODY.formatted("1"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(server.get(X).status()).isEqualTo(404);
    }

    @Test
    void an_apply_that_meets_another_writer_is_merged_again() {
        apply(X + "?fieldManager=one", BODY.formatted("1"));
        server.raceOnce(() -> server.patch(X, "{'data':{'b':'theirs'}}"));

        Answer answer = apply(X + "?fieldManager=one", BODY.formatted("2"));

        assertThat(answer.text("/data/a")).isEqualTo("2");
        assertThat(answer.text("/data/b")).isEqualTo("theirs");
    }

    @ParameterizedTest
    @CsvSource({"[]", "[{}]"})
    void owners_can_be_cleared(String none) {
        apply(X + "?fieldManager=one", BODY.formatted("1"));

        Answer cleared = server.patch(X, "{'metadata':{'managedFields':%s}}".formatted(none));

        assertThat(cleared.status()).isEqualTo(200);
        assertThat(cleared.text("/metadata/managedFields")).isEmpty();
    }

    @Test
    void subresources_are_not_created() {
        assertThat(apply(X + "/status?fieldManager=m", BODY).status()).isEqualTo(404);
        assertThat(apply(WEB + "/status?fieldManager=m", "{").message())
                .isEqualTo("deployments.apps \"web\" not found");
        assertThat(apply(WEB + "/scale?fieldManager=m", "{").message())
                .isEqualTo("deployments.apps \"web\" not found");
    }

    @Test
    void replicas_are_handed_over_to_who_scales() {
        String whole =
                """
                {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},
                 'spec':{%s'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},
                         'spec':{'containers':[{'name':'c','image':'i'}]}}}}
                """;
        String scale =
                "{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'web'},"
                        + "'spec':{'replicas':%d}}";
        apply(WEB + "?fieldManager=owner", whole.formatted("'replicas':2,"));

        Answer refused = apply(WEB + "/scale?fieldManager=scaler", scale.formatted(3));
        Answer shared = apply(WEB + "/scale?fieldManager=scaler", scale.formatted(2));
        apply(WEB + "?fieldManager=owner", whole.formatted(""));
        Answer scaled = apply(WEB + "/scale?fieldManager=scaler", scale.formatted(5));

        assertThat(refused.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"owner\": .spec.replicas");
        assertThat(shared.status()).isEqualTo(200);
        assertThat(scaled.text("/spec/replicas")).isEqualTo("5");
        assertThat(server.get(WEB).text("/spec/replicas")).isEqualTo("5");
    }

    @Test
    void owners_through_one_view_are_known_through_the_other() {
        apply(
                "/api/v1" + EVENT + "?fieldManager=one",
                "{'apiVersion':'v1','kind':'Event','metadata':{'name':'e'},'message':'hello',"
                        + "'involvedObject':{'namespace':'default','name':'n'}}");
        String newer =
                "{'apiVersion':'events.k8s.io/v1','kind':'Event','metadata':{'name':'e'},"
                        + "'note':'%s'}";

        Answer other =
                apply(
                        "/apis/events.k8s.io/v1" + EVENT + "?fieldManager=two",
                        newer.formatted("bye"));

        assertThat(other.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .message");
    }

    private Answer apply(String path, String body) {
        return server.send(
                "PATCH", path, Map.of("Content-Type", "application/apply-patch+yaml"), body);
    }
}
