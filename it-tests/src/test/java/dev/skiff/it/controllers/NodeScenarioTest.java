package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeScenarioTest {
    private static final String NS = "shop";

    @AutoClose private final ControlPlane plane = new ControlPlane().namespace(NS);

    @BeforeEach
    void nodes() {
        plane.node("n1").node("n2").pass(Duration.ofSeconds(10));
    }

    @Test
    void a_node_that_renews_its_lease_is_left_alone() {
        plane.pass(Duration.ofMinutes(5));

        assertThat(ready("n1")).isEqualTo("True");
        assertThat(taints("n1")).isEmpty();
    }

    @Test
    void a_silent_node_is_lost_within_ten_seconds_and_found_again_when_it_reports() {
        plane.silence("n1");
        plane.pass(Duration.ofSeconds(8));

        assertThat(ready("n1")).isEqualTo("Unknown");
        assertThat(condition("n1", "Ready").path("reason").asText()).isEqualTo("NodeStatusUnknown");
        assertThat(condition("n1", "Ready").path("message").asText())
                .isEqualTo("Kubelet stopped posting node status.");
        assertThat(condition("n1", "MemoryPressure").path("reason").asText())
                .isEqualTo("NodeStatusNeverUpdated");
        assertThat(taints("n1"))
                .containsExactlyInAnyOrder(
                        "node.kubernetes.io/unreachable:NoSchedule",
                        "node.kubernetes.io/unreachable:NoExecute");
        assertThat(taints("n2")).isEmpty();
        assertThat(plane.events("default", "Node"))
                .contains("NodeNotReady: Node n1 status is now: NodeNotReady");

        plane.revive("n1");
        plane.report("n1", "True").pass(Duration.ofSeconds(2));

        assertThat(taints("n1")).isEmpty();
    }

    @Test
    void pods_of_a_lost_node_are_not_ready_and_leave_when_their_tolerations_are_used_up() {
        pod("stays", 300);
        pod("leaves", 5);
        plane.runPods(NS, "n1").settle();
        plane.silence("n1");

        plane.pass(Duration.ofSeconds(8));
        assertThat(podReady("stays")).isEqualTo("False");
        assertThat(isTerminating("leaves")).isFalse();

        plane.pass(Duration.ofSeconds(5));

        assertThat(isTerminating("leaves")).isTrue();
        assertThat(isTerminating("stays")).isFalse();
        assertThat(plane.events(NS, "Pod"))
                .contains("TaintManagerEviction: Marking for deletion Pod shop/leaves");

        plane.pass(Duration.ofSeconds(300));

        assertThat(isTerminating("stays")).isTrue();
    }

    @Test
    void after_a_standstill_of_our_own_nobody_is_blamed() {
        pod("quick", 0);
        plane.runPods(NS, "n1").settle();

        plane.standStill(Duration.ofSeconds(60));
        plane.settle();
        assertThat(ready("n1")).isEqualTo("True");

        plane.pass(Duration.ofMinutes(1));

        assertThat(ready("n1")).isEqualTo("True");
        assertThat(isTerminating("quick")).isFalse();
    }

    @Test
    void when_all_nodes_fall_silent_nothing_is_evicted() {
        pod("quick", 0);
        plane.runPods(NS, "n1").settle();
        plane.silence("n1");
        plane.silence("n2");

        plane.pass(Duration.ofMinutes(10));

        assertThat(ready("n1")).isEqualTo("Unknown");
        assertThat(taints("n1")).containsExactly("node.kubernetes.io/unreachable:NoSchedule");
        assertThat(isTerminating("quick")).isFalse();
    }

    @Test
    void a_cordoned_node_is_tainted_as_long_as_it_is() {
        plane.patch(Kinds.NODE, "", "n1", "{'spec':{'unschedulable':true}}");
        plane.settle();
        assertThat(taints("n1")).containsExactly("node.kubernetes.io/unschedulable:NoSchedule");

        plane.patch(Kinds.NODE, "", "n1", "{'spec':{'unschedulable':null}}");
        plane.settle();

        assertThat(taints("n1")).isEmpty();
    }

    @Test
    void a_users_taint_evicts_what_does_not_tolerate_it_and_stays() {
        pod("p", 300);
        plane.runPods(NS, "n1").settle();
        plane.patch(
                Kinds.NODE,
                "",
                "n1",
                "{'spec':{'taints':[{'key':'maintenance','value':'yes','effect':'NoExecute'}]}}");
        plane.settle();

        assertThat(isTerminating("p")).isTrue();
        assertThat(taints("n1")).containsExactly("maintenance:NoExecute");
    }

    @Test
    void pods_of_a_deleted_node_are_removed_after_a_while() {
        pod("p", 300);
        plane.runPods(NS, "n1").settle();
        plane.silence("n1");
        plane.delete(Kinds.NODE, "", "n1", "{}");

        plane.pass(Duration.ofSeconds(30));
        assertThat(plane.exists(Kinds.POD, NS, "p")).isTrue();

        plane.pass(Duration.ofSeconds(11));

        assertThat(plane.exists(Kinds.POD, NS, "p")).isFalse();
    }

    @Test
    void nodes_are_registered_and_removed_by_name() {
        plane.silence("n2");
        plane.delete(Kinds.NODE, "", "n2", "{}");
        plane.pass(Duration.ofSeconds(2));

        assertThat(plane.events("default", "Node"))
                .contains(
                        "RegisteredNode: Node n1 event: Registered Node n1 in Controller",
                        "RemovingNode: Node n2 event: Removing Node n2 from Controller");
    }

    private void pod(String name, int tolerationSeconds) {
        String toleration =
                "{'key':'node.kubernetes.io/%s','operator':'Exists','effect':'NoExecute','tolerationSeconds':%d}";
        plane.create(
                Kinds.POD,
                NS,
                "{'metadata':{'name':'%s'},'spec':{'tolerations':[%s,%s],'containers':[{'name':'c','image':'i'}]}}"
                        .formatted(
                                name,
                                toleration.formatted("unreachable", tolerationSeconds),
                                toleration.formatted("not-ready", tolerationSeconds)));
    }

    private String ready(String node) {
        return condition(node, "Ready").path("status").asText();
    }

    private JsonNode condition(String node, String type) {
        for (JsonNode condition :
                plane.get(Kinds.NODE, "", node).path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        throw new AssertionError("no condition " + type);
    }

    private List<String> taints(String node) {
        List<String> taints = new ArrayList<>();
        plane.get(Kinds.NODE, "", node)
                .path("spec")
                .path("taints")
                .forEach(t -> taints.add(t.path("key").asText() + ":" + t.path("effect").asText()));
        return taints;
    }

    private String podReady(String pod) {
        for (JsonNode condition : plane.get(Kinds.POD, NS, pod).path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText();
            }
        }
        return "";
    }

    private boolean isTerminating(String pod) {
        return plane.get(Kinds.POD, NS, pod).path("metadata").has("deletionTimestamp");
    }
}
