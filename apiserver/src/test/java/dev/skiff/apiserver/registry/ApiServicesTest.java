package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kinds;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// APIServices as clients meet them.
class ApiServicesTest {
    private static final String SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
    private static final Map<String, String> TABLE =
            Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void each_group_and_version_that_we_serve_has_one_but_that_of_api_services() {
        server.pass(Duration.ofSeconds(1));

        assertThat(server.get(SERVICES).body().path("items").findValuesAsText("name"))
                .containsExactlyInAnyOrderElementsOf(
                        Kinds.groupVersions().stream()
                                .filter(served -> !served.group().startsWith("apiregistration"))
                                .map(ApiServicesTest::name)
                                .toList());
        assertThat(row("v2.autoscaling"))
                .isEqualTo("[\"v2.autoscaling\",\"Local\",\"True\",\"0s\"]");
        assertThat(server.get(SERVICES + "/v1.").body().at("/spec"))
                .hasToString(
                        "{\"version\":\"v1\",\"groupPriorityMinimum\":18000,\"versionPriority\":1}");
    }

    private static String name(GroupVersion served) {
        return served.version() + "." + served.group();
    }

    @Test
    void whoever_changes_one_must_say_which_version_of_it() {
        String metrics =
                "{'metadata':{'name':'v1beta1.metrics.k8s.io'},'spec':{'group':'metrics.k8s.io','version':'v1beta1','groupPriorityMinimum':100,'versionPriority':100,'service':{'namespace':'kube-system','name':'metrics-server'}}}";
        Answer created = server.post(SERVICES, metrics);
        assertThat(created.status()).as(created.message()).isEqualTo(201);

        Answer changed = server.put(SERVICES + "/v1beta1.metrics.k8s.io", metrics);

        assertThat(changed.message())
                .isEqualTo(
                        "apiservices.apiregistration.k8s.io \"v1beta1.metrics.k8s.io\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update");
        assertThat(row("v1beta1.metrics.k8s.io"))
                .isEqualTo(
                        "[\"v1beta1.metrics.k8s.io\",\"kube-system/metrics-server\",\"Unknown\",\"0s\"]");

        server.pass(Duration.ofSeconds(1));

        assertThat(row("v1beta1.metrics.k8s.io")).contains("\"False (FailedDiscoveryCheck)\"");
    }

    @Test
    void a_status_is_one_of_three() {
        server.pass(Duration.ofSeconds(1));

        Answer answer =
                server.patch(
                        SERVICES + "/v1.apps/status",
                        "{'status':{'conditions':[{'type':'Available','status':'Maybe'}]}}");

        assertThat(answer.message())
                .endsWith(
                        "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"True\", \"False\", \"Unknown\"");
    }

    private String row(String name) {
        return server.send("GET", SERVICES + "/" + name, TABLE, "")
                .body()
                .at("/rows/0/cells")
                .toString();
    }
}
