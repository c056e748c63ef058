package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubresourceTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String SCALE = DEPLOYMENTS + "/d/scale";

    private final List<ApiRequest> toNode = new ArrayList<>();

    @AutoClose
    private final TestServer server =
            new TestServer(
                    node ->
                            node.equals("n")
                                    ? Optional.of(
                                            request -> {
                                                toNode.add(request);
                                                return ApiResponse.text(200, "line\n");
                                            })
                                    : Optional.empty());

    @Test
    void a_binding_puts_a_pod_on_a_node_once() {
        pod("p", "c");
        String binding = "{'metadata':{'name':'p'},'target':{'kind':'Node','name':'n'}}";

        Answer bound = server.post(PODS + "/p/binding", binding);
        Answer again = server.post(PODS + "/p/binding", binding);

        assertThat(bound.status()).isEqualTo(201);
        assertThat(bound.body().toString())
                .isEqualTo(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"code\":201}");
        Answer pod = server.get(PODS + "/p");
        assertThat(pod.text("/spec/nodeName")).isEqualTo("n");
        assertThat(pod.text("/status/conditions/0/type")).isEqualTo("PodScheduled");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on pods/binding \"p\": pod p is already"
                                + " assigned to node \"n\"");
    }

    @Test
    void the_bindings_of_a_namespace_do_the_same() {
        pod("p", "c");

        Answer bound =
                server.post(
                        "/api/v1/namespaces/default/bindings",
                        "{'metadata':{'name':'p'},'target':{'name':'n'}}");

        assertThat(bound.status()).isEqualTo(201);
        assertThat(server.get(PODS + "/p").text("/spec/nodeName")).isEqualTo("n");
        assertThat(server.get("/api/v1/namespaces/default/bindings").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'metadata':{'name':'q'},'target':{'name':'n'}} | 400 | name in URL does not match name in Binding object",
                "{'metadata':{'name':'p'},'target':{}} | 422 | Binding \"p\" is invalid: target.name: Required value",
                "{'metadata':{'name':'p','uid':'u'},'target':{'name':'n'}} | 409 | Operation cannot be fulfilled on pods/binding \"p\": Precondition failed: UID in precondition: u, UID in object meta: %s",
            })
    void a_binding_that_does_not_fit_is_refused(String body, int status, String message) {
        Answer pod = pod("p", "c");

        Answer answer = server.post(PODS + "/p/binding", body);

        assertThat(answer.message()).isEqualTo(message.formatted(pod.text("/metadata/uid")));
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_scale_shows_and_changes_the_replicas() {
        deployment();

        Answer scale = server.get(SCALE);
        Answer patched = server.patch(SCALE, "{'spec':{'replicas':4}}");
        Answer put = server.put(SCALE, "{'metadata':{'name':'d'},'spec':{'replicas':2}}");

        assertThat(scale.text("/kind")).isEqualTo("Scale");
        assertThat(scale.body().at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(scale.text("/status/selector")).isEqualTo("a=b");
        assertThat(patched.body().at("/spec/replicas").asInt()).isEqualTo(4);
        assertThat(put.body().at("/spec/replicas").asInt()).isEqualTo(2);
        Answer deployment = server.get(DEPLOYMENTS + "/d");
        assertThat(deployment.body().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(deployment.body().at("/metadata/generation").asInt()).isEqualTo(3);
    }

    @Test
    void a_scale_is_a_row_of_a_table_with_columns_of_its_own() {
        deployment();

        Answer scale =
                server.send(
                        "GET",
                        SCALE,
                        Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "");

        assertThat(scale.body().findValuesAsText("name"))
                .startsWith("Name", "Desired", "Available", "Age");
        assertThat(scale.body().at("/rows/0/cells").toString()).isEqualTo("[\"d\",1,0,\"0s\"]");
        assertThat(scale.text("/rows/0/object/metadata/name")).isEqualTo("d");
    }

    @Test
    void a_new_status_is_no_new_generation_even_where_annotations_count() {
        deployment();
        String annotated = "{'metadata':{'annotations':{'a':'b'}}}";

        Answer byStatus = server.patch(DEPLOYMENTS + "/d/status", annotated);
        Answer byItself =
                server.patch(DEPLOYMENTS + "/d", "{'metadata':{'annotations':{'a':'c'}}}");

        assertThat(byStatus.text("/metadata/annotations/a")).isEqualTo("b");
        assertThat(byStatus.body().at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(byItself.body().at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'metadata':{'name':'d','resourceVersion':'1'},'spec':{'replicas':2}} | 409 | Operation cannot be fulfilled on deployments.apps \"d\": the object has been modified; please apply your changes to the latest version and try again",
                "{'metadata':{'name':'d'},'spec':{'replicas':-1}} | 422 | Scale.autoscaling \"d\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0",
                "{'metadata':{'name':'e'},'spec':{'replicas':1}} | 400 | the name of the object (e) does not match the name on the URL (d)",
            })
    void a_scale_that_does_not_fit_is_refused(String body, int status, String message) {
        deployment();

        Answer answer = server.put(SCALE, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void a_namespace_goes_with_its_last_finalizer() {
        server.post("/api/v1/namespaces", "{'metadata':{'name':'x'}}");
        server.delete("/api/v1/namespaces/x", "");
        assertThat(server.get("/api/v1/namespaces/x").text("/status/phase"))
                .isEqualTo("Terminating");

        Answer answer =
                server.put(
                        "/api/v1/namespaces/x/finalize",
                        "{'metadata':{'name':'x'},'spec':{'finalizers':[]}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.get("/api/v1/namespaces/x").status()).isEqualTo(404);
    }

    @Test
    void logs_are_asked_of_the_pods_node() {
        pod("p", "c");
        bind("p", "n");

        ApiResponse answer =
                server.server()
                        .handle(
                                TestServer.request(
                                        "GET",
                                        PODS + "/p/log?tailLines=5&follow=true&container=c",
                                        java.util.Map.of(),
                                        ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(toNode).hasSize(1);
        assertThat(toNode.getFirst().path()).isEqualTo("/containerLogs/default/p/c");
        assertThat(toNode.getFirst().query().firstOrEmpty("tailLines")).isEqualTo("5");
        assertThat(toNode.getFirst().query().firstOrEmpty("follow")).isEqualTo("true");
    }

    @Test
    void a_node_that_is_away_is_named() {
        pod("p", "c");
        bind("p", "other");

        Answer answer = server.get(PODS + "/p/log");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.message()).isEqualTo("node \"other\" is not connected");
    }

    @Test
    void a_pod_without_a_node_has_no_logs_yet() {
        pod("p", "c");

        assertThat(server.get(PODS + "/p/log").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 400 | a container name must be specified for pod p, choose one of: [a b]",
                "container=z | 400 | container z is not valid for pod p",
                "container=a&tailLines=x | 400 | strconv.ParseInt: parsing \"x\": invalid syntax",
                "container=a&tailLines=-1 | 422 | PodLogOptions \"p\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0",
                "container=a&sinceSeconds=0 | 422 | PodLogOptions \"p\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0",
            })
    void log_options_that_do_not_fit_are_refused(String query, int status, String message) {
        pod("p", "a", "b");

        Answer answer = server.get(PODS + "/p/log?" + (query.isEmpty() ? "x=y" : query));

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    private Answer pod(String name, String... containers) {
        List<String> list = new ArrayList<>();
        for (String container : containers) {
            list.add("{'name':'%s','image':'i'}".formatted(container));
        }
        Answer created =
                server.post(
                        PODS,
                        "{'metadata':{'name':'%s'},'spec':{'containers':[%s]}}"
                                .formatted(name, String.join(",", list)));
        assertThat(created.status()).isEqualTo(201);
        return created;
    }

    private void bind(String pod, String node) {
        server.post(
                PODS + "/" + pod + "/binding",
                "{'metadata':{'name':'%s'},'target':{'name':'%s'}}".formatted(pod, node));
    }

    private void deployment() {
        Answer created =
                server.post(
                        DEPLOYMENTS,
                        "{'metadata':{'name':'d'},'spec':{'selector':{'matchLabels':{'a':'b'}},"
                                + "'template':{'metadata':{'labels':{'a':'b'}},"
                                + "'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
        assertThat(created.status()).isEqualTo(201);
    }
}
