package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeploymentScenarioTest {
    private static final String NS = "shop";

    @AutoClose private final ControlPlane plane = new ControlPlane().namespace(NS);

    @BeforeEach
    void namespace() {
        plane.node("n1").settle();
    }

    @Test
    void a_deployment_becomes_a_replica_set_and_its_pods() {
        deploy(3);
        plane.settle();

        assertThat(plane.names(Kinds.REPLICA_SET, NS)).hasSize(1);
        assertThat(plane.names(Kinds.POD, NS)).hasSize(3);
        String set = plane.names(Kinds.REPLICA_SET, NS).getFirst();
        assertThat(plane.events(NS, "Deployment"))
                .containsExactly(
                        "ScalingReplicaSet: Scaled up replica set " + set + " from 0 to 3");
        assertThat(plane.events(NS, "ReplicaSet")).hasSize(3);

        plane.runPods(NS, "n1").settle();

        JsonNode status = plane.get(Kinds.DEPLOYMENT, NS, "web").path("status");
        assertThat(status.path("availableReplicas").asInt()).isEqualTo(3);
        assertThat(status.path("unavailableReplicas").isMissingNode()).isTrue();
        assertThat(condition(status, "Progressing").path("reason").asText())
                .isEqualTo("NewReplicaSetAvailable");
        assertThat(condition(status, "Available").path("status").asText()).isEqualTo("True");
        JsonNode annotations =
                plane.get(Kinds.DEPLOYMENT, NS, "web").path("metadata").path("annotations");
        assertThat(annotations.path("deployment.kubernetes.io/revision").asText()).isEqualTo("1");
    }

    @Test
    void a_settled_deployment_is_left_alone() {
        deploy(3);
        plane.settle().runPods(NS, "n1").settle();
        String before = plane.list(Kinds.POD, NS) + "" + plane.get(Kinds.DEPLOYMENT, NS, "web");

        plane.pass(Duration.ofMinutes(30));

        assertThat(plane.list(Kinds.POD, NS) + "" + plane.get(Kinds.DEPLOYMENT, NS, "web"))
                .isEqualTo(before);
    }

    @Test
    void a_new_image_rolls_out_and_back() {
        deploy(3);
        plane.settle().runPods(NS, "n1").settle();

        setImage("v2");
        roll();

        assertThat(images()).containsExactly("v2", "v2", "v2");
        assertThat(revision()).isEqualTo("2");

        setImage("v1");
        roll();

        assertThat(images()).containsExactly("v1", "v1", "v1");
        assertThat(revision()).isEqualTo("3");
        assertThat(plane.names(Kinds.REPLICA_SET, NS)).hasSize(2);
    }

    @Test
    void a_lost_pod_is_replaced_and_a_surplus_one_deleted() {
        deploy(2);
        plane.settle().runPods(NS, "n1").settle();
        List<String> before = plane.names(Kinds.POD, NS);

        plane.delete(Kinds.POD, NS, before.getFirst(), "{'gracePeriodSeconds':0}");
        plane.settle();
        assertThat(plane.names(Kinds.POD, NS)).hasSize(2).contains(before.getLast());

        plane.patch(Kinds.DEPLOYMENT, NS, "web", "{'spec':{'replicas':1}}");
        plane.settle().endTerminatingPods(NS).settle();

        assertThat(plane.names(Kinds.POD, NS)).containsExactly(before.getLast());
    }

    @Test
    void recreate_never_runs_both_versions() {
        deploy(2);
        plane.patch(
                Kinds.DEPLOYMENT,
                NS,
                "web",
                "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}");
        plane.settle().runPods(NS, "n1").settle();

        setImage("v2");
        plane.settle();
        assertThat(images()).containsExactly("v1", "v1");
        plane.endTerminatingPods(NS).settle();

        assertThat(images()).containsExactly("v2", "v2");
    }

    @Test
    void a_rollout_without_progress_is_told_after_its_deadline() {
        deploy(1);
        plane.pass(Duration.ofSeconds(610));

        JsonNode status = plane.get(Kinds.DEPLOYMENT, NS, "web").path("status");

        assertThat(condition(status, "Progressing").path("reason").asText())
                .isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void a_pod_whose_labels_change_is_released_and_replaced_and_taken_back() {
        deploy(1);
        plane.settle().runPods(NS, "n1").settle();
        String pod = plane.names(Kinds.POD, NS).getFirst();

        plane.patch(Kinds.POD, NS, pod, "{'metadata':{'labels':{'app':'other'}}}");
        plane.settle();

        assertThat(plane.names(Kinds.POD, NS)).hasSize(2);
        assertThat(plane.get(Kinds.POD, NS, pod).path("metadata").path("ownerReferences"))
                .isEmpty();
    }

    @Test
    void a_thousand_pods_are_created_in_bursts() {
        deploy(1000);
        plane.settle();

        assertThat(plane.names(Kinds.POD, NS)).hasSize(1000);
    }

    private void deploy(int replicas) {
        plane.create(
                Kinds.DEPLOYMENT,
                NS,
                """
                {'metadata':{'name':'web'},'spec':{'replicas':%d,
                 'selector':{'matchLabels':{'app':'web'}},
                 'template':{'metadata':{'labels':{'app':'web'}},
                  'spec':{'containers':[{'name':'c','image':'v1'}]}}}}"""
                        .formatted(replicas));
    }

    private void setImage(String image) {
        plane.patch(
                Kinds.DEPLOYMENT,
                NS,
                "web",
                "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'%s'}]}}}}"
                        .formatted(image));
    }

    private void roll() {
        for (int i = 0; i < 10; i++) {
            plane.settle().runPods(NS, "n1").settle().endTerminatingPods(NS);
        }
        plane.settle();
    }

    private List<String> images() {
        return plane.list(Kinds.POD, NS).stream()
                .map(p -> p.path("spec").path("containers").path(0).path("image").asText())
                .toList();
    }

    private String revision() {
        return plane.get(Kinds.DEPLOYMENT, NS, "web")
                .path("metadata")
                .path("annotations")
                .path("deployment.kubernetes.io/revision")
                .asText();
    }

    private static JsonNode condition(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        throw new AssertionError("no condition " + type + " in " + status);
    }
}
