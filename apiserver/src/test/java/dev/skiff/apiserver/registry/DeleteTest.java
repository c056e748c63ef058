package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String X = MAPS + "/x";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POD = PODS + "/p";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'propagationPolicy':'Sideways'} | 422 | DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
                "{'orphanDependents':true,'propagationPolicy':'Orphan'} | 422 | DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
                "{'dryRun':['Some']} | 422 | DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
                "{'gracePeriodSeconds':'x'} | 400 | json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64",
                "{ | 400 | couldn't get version/kind; json parse error: unexpected end of JSON input",
                "{'kind':'Nope','apiVersion':'v1'} | 400 | no kind \"Nope\" is registered for version \"v1\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"",
            })
    void bad_options_are_refused(String options, int status, String message) {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        Answer answer = server.delete(X, options);

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(server.get(X).status()).isEqualTo(200);
    }

    @Test
    void a_dry_run_in_the_body_deletes_nothing() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        assertThat(server.delete(X, "{'dryRun':['All']}").text("/status")).isEqualTo("Success");
        assertThat(server.get(X).status()).isEqualTo(200);
    }

    @Test
    void another_uid_than_expected_is_a_conflict() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'}}");

        Answer answer = server.delete(X, "{'preconditions':{'uid':'other'}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on ConfigMap \"x\": the UID in the"
                                + " precondition (other) does not match the UID in record ("
                                + created.text("/metadata/uid")
                                + "). The object might have been deleted and then recreated");
    }

    @ParameterizedTest
    @CsvSource({"Foreground, foregroundDeletion", "Orphan, orphan"})
    void dependents_that_matter_hold_their_owner(String policy, String finalizer) {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        Answer answer = server.delete(X, "{'propagationPolicy':'%s'}".formatted(policy));

        assertThat(answer.text("/kind")).isEqualTo("ConfigMap");
        assertThat(answer.text("/metadata/finalizers/0")).isEqualTo(finalizer);
        assertThat(answer.text("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(server.delete(X, "{'propagationPolicy':'Background'}").text("/status"))
                .isEqualTo("Success");
    }

    @Test
    void a_caller_that_knows_of_cascades_is_told_that_the_object_lingers() {
        server.post(MAPS, "{'metadata':{'name':'x','finalizers':['a.example/f']}}");

        assertThat(server.delete(X, "{'orphanDependents':false}").status()).isEqualTo(202);
    }

    @Test
    void a_pod_without_a_node_goes_at_once() {
        pod("");

        Answer answer = server.delete(POD, "");

        assertThat(answer.text("/kind")).isEqualTo("Pod");
        assertThat(answer.body().at("/metadata/deletionGracePeriodSeconds").asInt()).isZero();
        assertThat(server.get(POD).status()).isEqualTo(404);
    }

    @Test
    void a_pod_on_a_node_gets_its_grace_which_can_only_be_cut() {
        pod("n");

        Answer deleted = server.delete(POD, "{'gracePeriodSeconds':20}");
        Answer longer = server.delete(POD, "{'gracePeriodSeconds':50}");
        server.pass(Duration.ofSeconds(3));
        Answer shorter = server.delete(POD, "{'gracePeriodSeconds':5}");
        Answer now = server.delete(POD, "{'gracePeriodSeconds':0}");

        assertThat(deleted.text("/metadata/deletionTimestamp")).isEqualTo("2026-01-01T00:00:20Z");
        assertThat(longer.body()).isEqualTo(deleted.body());
        assertThat(shorter.text("/metadata/deletionTimestamp")).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(now.body().at("/metadata/deletionGracePeriodSeconds").asInt()).isZero();
        assertThat(server.get(POD).status()).isEqualTo(404);
    }

    @Test
    void a_pod_has_thirty_seconds_unless_it_says_otherwise() {
        pod("n");

        assertThat(server.delete(POD, "").text("/metadata/deletionTimestamp"))
                .isEqualTo("2026-01-01T00:00:30Z");
    }

    @ParameterizedTest
    @CsvSource({"default, 403", "kube-system, 403", "kube-public, 403", "kube-node-lease, 200"})
    void some_namespaces_stay(String name, int status) {
        Answer answer = server.delete("/api/v1/namespaces/" + name, "");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.message())
                    .isEqualTo(
                            "namespaces \"%s\" is forbidden: this namespace may not be deleted"
                                    .formatted(name));
        }
    }

    @Test
    void a_collection_goes_as_far_as_it_is_selected() {
        server.post(MAPS, "{'metadata':{'name':'a','labels':{'k':'1'}}}");
        server.post(MAPS, "{'metadata':{'name':'b'}}");

        Answer answer = server.delete(MAPS + "?labelSelector=k=1", "");

        assertThat(answer.text("/kind")).isEqualTo("ConfigMapList");
        assertThat(answer.body().path("items")).hasSize(1);
        assertThat(server.get(MAPS).body().path("items").findValuesAsText("name"))
                .containsExactly("b");
    }

    private void pod(String node) {
        Answer created =
                server.post(
                        PODS,
                        "{'metadata':{'name':'p'},'spec':{'nodeName':'%s','containers':[{'name':'c','image':'i'}]}}"
                                .formatted(node));
        assertThat(created.status()).isEqualTo(201);
    }
}
