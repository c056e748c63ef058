package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String X = MAPS + "/x";
    private static final String NODE = "/api/v1/nodes/n";

    @AutoClose private final TestServer server = new TestServer();
    private Answer created;

    @BeforeEach
    void create() {
        created = server.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | {'metadata':{'name':'y'}} | 400 | the name of the object (y) does not match the name on the URL (x)",
                "PUT | {'metadata':{}} | 400 | the name of the object (x based on URL) was undeterminable: name must be provided",
                "PUT | {'metadata':{'name':'x','namespace':'y'}} | 400 | the namespace of the provided object does not match the namespace sent on the request",
                "PUT | {'metadata':{'name':'x','resourceVersion':'1'}} | 409 | Operation cannot be fulfilled on configmaps \"x\": the object has been modified; please apply your changes to the latest version and try again",
                "PATCH | {'metadata':{'resourceVersion':'1'}} | 409 | Operation cannot be fulfilled on configmaps \"x\": the object has been modified; please apply your changes to the latest version and try again",
                "PATCH | {'metadata':{'name':'y'}} | 400 | the name of the object (y) does not match the name on the URL (x)",
                "PATCH | { | 400 | error decoding patch: unexpected end of JSON input",
            })
    void a_change_that_does_not_fit_is_refused(
            String verb, String body, int status, String message) {
        Answer answer = verb.equals("PUT") ? server.put(X, body) : server.patch(X, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'data':{'b':1}} | patch: Invalid value: \"map[data:map[b:1]]\": cannot convert int64 to string",
                "{'data':{'b':null},'datta':{},'$retainKeys':['metadata','data','datta','kind','apiVersion']} | patch: Invalid value: \"map[data:map[b:<nil>] datta:map[]]\": strict decoding error: unknown field \"datta\"",
                "{'metadata':{'$setElementOrder/finalizers':['example.com/a'],'finalizers':['example.com/a'],'uid':[]}} | patch: Invalid value: \"map[metadata:map[uid:[]]]\": unrecognized type: string",
            })
    void a_strategic_patch_that_makes_no_sense_is_shown_as_a_patch(String body, String message) {
        Answer answer =
                server.send(
                        "PATCH",
                        X + "?fieldValidation=Strict",
                        Map.of("Content-Type", "application/strategic-merge-patch+json"),
                        body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).isEqualTo(" \"\" is invalid: " + message);
    }

    @Test
    void a_put_with_anothers_uid_is_a_conflict() {
        Answer answer = server.put(X, "{'metadata':{'name':'x','uid':'other'}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"x\": StorageError: invalid"
                                + " object, Code: 4, Key: /registry/configmaps/default/x,"
                                + " ResourceVersion: 0, AdditionalErrorMsg: Precondition failed:"
                                + " UID in precondition: other, UID in object meta: "
                                + created.text("/metadata/uid"));
    }

    @Test
    void a_put_to_a_missing_name_is_not_found() {
        assertThat(server.put(MAPS + "/gone", "{'metadata':{'name':'gone'}}").message())
                .isEqualTo("configmaps \"gone\" not found");
    }

    @Test
    void a_put_to_a_missing_lease_creates_it() {
        Answer answer =
                server.put(
                        "/apis/coordination.k8s.io/v1/namespaces/default/leases/l",
                        "{'metadata':{'name':'l'},'spec':{'holderIdentity':'me'}}");

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void a_lease_is_not_replaced_without_its_revision() {
        String path = "/apis/coordination.k8s.io/v1/namespaces/default/leases/l";
        server.put(path, "{'metadata':{'name':'l'}}");

        Answer answer = server.put(path, "{'metadata':{'name':'l'},'spec':{'holderIdentity':'z'}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message())
                .isEqualTo(
                        "leases.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion:"
                                + " Invalid value: 0: must be specified for an update");
    }

    @Test
    void the_creation_time_cannot_be_changed() {
        Answer answer =
                server.patch(X, "{'metadata':{'creationTimestamp':'2001-01-01T00:00:00Z'}}");

        assertThat(answer.body()).isEqualTo(created.body());
    }

    @Test
    void a_write_of_the_object_leaves_its_status_alone() {
        server.post("/api/v1/nodes", "{'metadata':{'name':'n'}}");
        server.patch(NODE + "/status", "{'status':{'phase':'Running'}}");

        Answer answer =
                server.patch(NODE, "{'status':{'phase':'Pending'},'spec':{'unschedulable':true}}");

        assertThat(answer.text("/status/phase")).isEqualTo("Running");
        assertThat(answer.body().at("/spec/unschedulable").asBoolean()).isTrue();
    }

    @Test
    void a_write_of_the_status_leaves_the_rest_alone() {
        server.post("/api/v1/nodes", "{'metadata':{'name':'n'}}");

        Answer answer =
                server.patch(
                        NODE + "/status",
                        "{'status':{'phase':'Running'},'spec':{'unschedulable':true}}");

        assertThat(answer.text("/status/phase")).isEqualTo("Running");
        assertThat(answer.body().at("/spec/unschedulable").asBoolean()).isFalse();
    }

    @Test
    void a_dry_run_of_a_change_shows_it_and_forgets_it() {
        Answer answer = server.patch(X + "?dryRun=All", "{'data':{'a':'2'}}");

        assertThat(answer.text("/data/a")).isEqualTo("2");
        assertThat(answer.text("/metadata/resourceVersion"))
                .isEqualTo(created.text("/metadata/resourceVersion"));
        assertThat(server.get(X).body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json-patch+json | [{'op':'replace','path':'/data/a','value':'2'}]",
                "application/merge-patch+json | {'data':{'a':'2'}}",
                "application/strategic-merge-patch+json | {'data':{'a':'2'}}",
                "application/merge-patch+json; charset=utf-8 | {'data':{'a':'2'}}",
            })
    void each_kind_of_patch_changes_the_object(String type, String patch) {
        Answer answer = server.send("PATCH", X, Map.of("Content-Type", type), patch);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/data/a")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/v1/namespaces/default/configmaps | text/plain | application/json, application/yaml, application/vnd.kubernetes.protobuf",
                "PATCH | /api/v1/namespaces/default/configmaps/x | application/json | application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml",
            })
    void a_format_nobody_knows_is_refused_with_those_we_know(
            String method, String path, String format, String known) {
        Answer answer = server.send(method, path, Map.of("Content-Type", format), "{}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.message())
                .isEqualTo(
                        "the body of the request was in an unknown format - accepted media types"
                                + " include: "
                                + known);
    }

    @Test
    void a_patch_whose_result_is_ill_typed_is_invalid() {
        Answer answer = server.patch(X, "{'data':5}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/details/causes/0/field")).isEqualTo("patch");
        assertThat(answer.message())
                .endsWith(
                        "json: cannot unmarshal number into Go struct field ConfigMap.data of type"
                                + " map[string]string");
    }

    @Test
    void a_patch_that_loses_a_race_is_tried_again() {
        server.raceOnce(() -> server.patch(X, "{'data':{'b':'theirs'}}"));

        Answer answer = server.patch(X, "{'data':{'a':'ours'}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/data/a")).isEqualTo("ours");
        assertThat(answer.text("/data/b")).isEqualTo("theirs");
    }

    @Test
    void a_put_that_loses_a_race_is_a_conflict() {
        server.raceOnce(() -> server.patch(X, "{'data':{'b':'theirs'}}"));

        Answer answer =
                server.put(
                        X,
                        "{'metadata':{'name':'x','resourceVersion':'%s'},'data':{}}"
                                .formatted(created.text("/metadata/resourceVersion")));

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void a_store_that_is_away_is_told_as_unavailable() {
        server.store().close();

        Answer answer = server.patch(X, "{'data':{'a':'2'}}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("Retry-After")).containsExactly("1");
        assertThat(answer.message()).startsWith("the datastore is unavailable: ");
    }
}
