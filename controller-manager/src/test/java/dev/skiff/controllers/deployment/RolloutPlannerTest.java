package dev.skiff.controllers.deployment;

import static dev.skiff.controllers.deployment.Rollouts.deployment;
import static dev.skiff.controllers.deployment.Rollouts.recreating;
import static dev.skiff.controllers.deployment.Rollouts.rollout;
import static dev.skiff.controllers.deployment.Rollouts.set;
import static dev.skiff.controllers.deployment.Rollouts.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlannerTest {
    @ParameterizedTest
    @CsvSource({
        "3, 25%, 25%, 1, 0",
        "10, 25%, 25%, 3, 2",
        "1, 25%, 25%, 1, 0",
        "4, 0, 0%, 0, 1",
        "3, 0%, 10%, 0, 1",
        "5, 100%, 100%, 5, 5",
        "3, 1, 7, 1, 3",
        "0, 25%, 25%, 0, 0"
    })
    void percentages_round_surge_up_and_unavailable_down(
            int replicas, String surge, String unavailable, int mostAbove, int mostBelow) {
        Limits limits = Limits.of(deployment(replicas, surge, unavailable));

        assertThat(limits).isEqualTo(new Limits(replicas, mostAbove, mostBelow));
    }

    @Test
    void the_first_replica_set_is_created_at_full_size() {
        RolloutPlan plan = RolloutPlanner.plan(rollout(deployment(3, "25%", "25%")));

        assertThat(words(plan.actions())).containsExactly("create 3");
        assertThat(plan.revision()).contains(1L);
        ReplicaSet created = plan.actions().getFirst().set();
        String hash =
                created.getSpec().getTemplate().getMetadata().getLabels().get("pod-template-hash");
        assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]{1,10}");
        assertThat(created.getMetadata().getName()).isEqualTo("web-" + hash);
        assertThat(created.getMetadata().getLabels()).containsEntry("pod-template-hash", hash);
        assertThat(created.getSpec().getSelector().getMatchLabels())
                .containsEntry("pod-template-hash", hash)
                .containsEntry("app", "web");
        assertThat(created.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "1")
                .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
                .containsEntry("deployment.kubernetes.io/max-replicas", "4");
        assertThat(created.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo("uid-web");
    }

    @ParameterizedTest(name = "{0} old {1}/{2}, new {3}/{4} -> {5}")
    @CsvSource({
        // replicas, old wanted/available, new wanted/available, actions
        "3, 3, 3, 1, 0, ''",
        "3, 3, 3, 1, 1, 'web-v1 2'",
        "3, 2, 2, 1, 1, 'web-v2 2'",
        "3, 1, 1, 3, 2, ''",
        "3, 1, 1, 3, 3, 'web-v1 0'",
        // old pods that are broken anyway go first, as far as the total allows
        "3, 3, 0, 1, 0, ''",
        "10, 10, 10, 3, 0, 'web-v1 8'",
        "10, 10, 6, 3, 0, 'web-v1 8'",
        // a size the status doesn't show yet is not given away twice
        "10, 7, 10, 6, 3, 'web-v1 5'",
        // the new one is bigger than asked for
        "3, 0, 0, 5, 5, 'web-v2 3'"
    })
    void a_rolling_update_moves_as_far_as_its_limits_allow(
            int replicas, int old, int oldAvailable, int fresh, int freshAvailable, String next) {
        Rollout rollout =
                rollout(
                        deployment(replicas, "25%", "25%"),
                        set("v1", 1, old, oldAvailable),
                        set("v2", 2, fresh, freshAvailable));

        List<String> words = words(RolloutPlanner.plan(rollout).actions());

        assertThat(String.join(", ", words)).isEqualTo(next);
    }

    @Test
    void recreate_waits_until_the_last_old_pod_has_gone() {
        Deployment deployment = recreating(3);
        ReplicaSet old = set("v1", 1, 3, 3);
        ReplicaSet shrunk = old.edit().editSpec().withReplicas(0).endSpec().build();
        ReplicaSet gone = set("v1", 1, 0, 0);

        assertThat(words(RolloutPlanner.plan(rollout(deployment, old)).actions()))
                .containsExactly("web-v1 0");
        assertThat(words(RolloutPlanner.plan(rollout(deployment, shrunk)).actions())).isEmpty();
        assertThat(words(RolloutPlanner.plan(rollout(deployment, gone)).actions()))
                .containsExactly("create 3");
    }

    @Test
    void a_rolled_back_template_takes_up_its_old_replica_set_with_a_new_revision() {
        Rollout rollout = rollout(deployment(3, "1", "0"), set("v2", 1, 0, 0), set("v1", 2, 3, 3));

        RolloutPlan plan = RolloutPlanner.plan(rollout);

        assertThat(words(plan.actions()))
                .containsExactly(
                        "update web-v2 {deployment.kubernetes.io/revision=3, deployment.kubernetes.io/revision-history=1}");
        assertThat(plan.revision()).contains(3L);
    }

    @Test
    void annotations_are_handed_down_but_for_the_deployments_own() {
        Deployment deployment =
                new DeploymentBuilder(deployment(1, "1", "0"))
                        .editMetadata()
                        .addToAnnotations("kubernetes.io/change-cause", "because")
                        .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                        .addToAnnotations("deployment.kubernetes.io/revision", "9")
                        .endMetadata()
                        .build();

        assertThat(words(RolloutPlanner.plan(rollout(deployment, set("v2", 1, 1, 1))).actions()))
                .containsExactly("update web-v2 {kubernetes.io/change-cause=because}");
    }

    @Test
    void a_paused_deployment_scales_but_starts_nothing_new() {
        Deployment paused =
                new DeploymentBuilder(deployment(5, "25%", "25%"))
                        .editSpec()
                        .withPaused(true)
                        .endSpec()
                        .build();

        RolloutPlan plan = RolloutPlanner.plan(rollout(paused, set("v1", 1, 3, 3)));

        assertThat(words(plan.actions())).containsExactly("web-v1 5");
        assertThat(plan.revision()).isEmpty();
    }

    @Test
    void spent_replica_sets_beyond_the_history_limit_are_deleted_oldest_first() {
        Deployment deployment =
                new DeploymentBuilder(deployment(1, "1", "0"))
                        .editSpec()
                        .withRevisionHistoryLimit(1)
                        .endSpec()
                        .withNewStatus()
                        .withObservedGeneration(1L)
                        .withReplicas(1)
                        .withUpdatedReplicas(1)
                        .withAvailableReplicas(1)
                        .endStatus()
                        .build();
        Rollout rollout =
                rollout(
                        deployment,
                        set("a", 3, 0, 0),
                        set("b", 1, 0, 0),
                        set("c", 2, 0, 0),
                        set("v2", 4, 1, 1));

        assertThat(words(RolloutPlanner.plan(rollout).actions()))
                .containsExactly("delete web-b", "delete web-c");
    }

    @Test
    void a_deployment_being_deleted_does_nothing() {
        Deployment deleted =
                new DeploymentBuilder(deployment(3, "1", "0"))
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build();

        assertThat(RolloutPlanner.plan(rollout(deleted)).actions()).isEmpty();
    }
}
