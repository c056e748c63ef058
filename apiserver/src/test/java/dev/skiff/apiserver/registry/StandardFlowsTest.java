package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The flow control that every cluster has from its start.
class StandardFlowsTest {
    private static final String FLOWS = "/apis/flowcontrol.apiserver.k8s.io/v1/";
    private static final String SCHEMAS = FLOWS + "flowschemas";
    private static final String LEVELS = FLOWS + "prioritylevelconfigurations";

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void start() {
        server.pass(Duration.ofSeconds(1));
    }

    @Test
    void a_table_of_schemas_is_in_the_order_in_which_they_are_asked() {
        Answer table =
                server.send(
                        "GET",
                        SCHEMAS,
                        Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "");

        assertThat(table.body().at("/rows"))
                .extracting(row -> row.at("/cells/0").asText())
                .containsExactly(
                        "exempt",
                        "probes",
                        "system-leader-election",
                        "endpoint-controller",
                        "workload-leader-election",
                        "system-node-high",
                        "system-nodes",
                        "kube-controller-manager",
                        "kube-scheduler",
                        "kube-system-service-accounts",
                        "service-accounts",
                        "global-default",
                        "catch-all");
        assertThat(table.body().at("/rows/0/cells"))
                .hasToString("[\"exempt\",\"exempt\",1,\"<none>\",\"0s\",\"False\"]");
    }

    @Test
    void a_level_says_how_many_it_lets_through() {
        Answer table =
                server.send(
                        "GET",
                        LEVELS + "/system",
                        Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "");

        assertThat(table.body().at("/rows/0/cells"))
                .hasToString("[\"system\",\"Limited\",30,64,6,50,\"0s\"]");
    }

    @Test
    void what_must_be_there_cannot_be_changed_but_for_what_the_exempt_lend() {
        Answer catchAll =
                server.patch(LEVELS + "/catch-all", "{'spec':{'limited':{'lendablePercent':50}}}");
        Answer schema =
                server.patch(SCHEMAS + "/catch-all", "{'spec':{'matchingPrecedence':9999}}");
        Answer exempt =
                server.patch(LEVELS + "/exempt", "{'spec':{'exempt':{'lendablePercent':50}}}");

        assertThat(catchAll.message()).endsWith("spec of 'catch-all' must equal the fixed value");
        assertThat(schema.message()).endsWith("spec of 'catch-all' must equal the fixed value");
        assertThat(exempt.status()).as(exempt.message()).isEqualTo(200);
        assertThat(exempt.text("/metadata/generation")).isEqualTo("2");
    }

    @Test
    void a_schema_tells_whether_its_level_is_there() {
        String schema =
                "{'metadata':{'name':'x'},'spec':{'priorityLevelConfiguration':{'name':'later'}}}";
        server.post(SCHEMAS, schema);
        server.pass(Duration.ofSeconds(1));
        Answer before = server.get(SCHEMAS + "/x");
        server.post(
                LEVELS,
                "{'metadata':{'name':'later'},'spec':{'type':'Limited','limited':{'limitResponse':{'type':'Reject'}}}}");
        server.pass(Duration.ofSeconds(1));
        Answer after = server.get(SCHEMAS + "/x");

        assertThat(before.text("/status/conditions/0/status")).isEqualTo("True");
        assertThat(before.text("/status/conditions/0/message"))
                .isEqualTo(
                        "This FlowSchema references the PriorityLevelConfiguration object named \"later\" but there is no such object");
        assertThat(after.text("/status/conditions/0/status")).isEqualTo("False");
        assertThat(after.body().at("/status/conditions")).hasSize(1);
    }

    @Test
    void conditions_are_of_different_types() {
        Answer answer =
                server.patch(
                        SCHEMAS + "/probes/status",
                        "{'metadata':{'labels':{'a':'b'}},'status':{'conditions':[{'type':'Dangling'},{'type':'Dangling'},{}]}}");

        assertThat(answer.message())
                .endsWith(
                        "[status.conditions[1].type: Duplicate value: \"Dangling\", status.conditions[2].type: Required value: must not be empty]");
    }
}
