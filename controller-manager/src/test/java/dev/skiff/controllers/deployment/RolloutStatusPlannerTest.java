package dev.skiff.controllers.deployment;

import static dev.skiff.controllers.deployment.Rollouts.NOW;
import static dev.skiff.controllers.deployment.Rollouts.deployment;
import static dev.skiff.controllers.deployment.Rollouts.rollout;
import static dev.skiff.controllers.deployment.Rollouts.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutStatusPlannerTest {
    private static final Deployment WEB = deployment(3, "25%", "25%");

    @Test
    void a_created_replica_set_is_told() {
        RolloutPlan plan = RolloutPlanner.plan(rollout(WEB));

        assertThat(words(plan.status()))
                .isEqualTo(
                        "Progressing=True NewReplicaSetCreated, Available=False MinimumReplicasUnavailable");
        assertThat(plan.status().getUnavailableReplicas()).isEqualTo(3);
        assertThat(plan.status().getReplicas()).isNull();
        assertThat(plan.lookAgain()).contains(NOW.plusSeconds(601));
    }

    @Test
    void counts_are_summed_over_all_replica_sets() {
        DeploymentStatus status = planned(WEB, set("v1", 1, 3, 2), set("v2", 2, 1, 1));

        assertThat(status.getReplicas()).isEqualTo(4);
        assertThat(status.getUpdatedReplicas()).isEqualTo(1);
        assertThat(status.getReadyReplicas()).isEqualTo(3);
        assertThat(status.getAvailableReplicas()).isEqualTo(3);
        assertThat(status.getUnavailableReplicas()).isEqualTo(1);
        assertThat(status.getTerminatingReplicas()).isZero();
        assertThat(words(status))
                .isEqualTo(
                        "Available=True MinimumReplicasAvailable, Progressing=True ReplicaSetUpdated");
    }

    @Test
    void a_finished_rollout_is_told_once_and_stays_so() {
        DeploymentStatus done = planned(WEB, set("v2", 1, 3, 3));
        assertThat(words(done))
                .isEqualTo(
                        "Available=True MinimumReplicasAvailable, Progressing=True NewReplicaSetAvailable");
        assertThat(progressing(done))
                .isEqualTo("ReplicaSet \"web-v2\" has successfully progressed.");

        DeploymentStatus lost = planned(with(WEB, done), set("v2", 1, 3, 1));

        assertThat(words(lost))
                .isEqualTo(
                        "Progressing=True NewReplicaSetAvailable, Available=False MinimumReplicasUnavailable");
        assertThat(RolloutStatusPlanner.lookAgain(WEB, lost)).isEmpty();
    }

    @Test
    void a_rollout_without_progress_times_out_until_it_progresses() {
        DeploymentStatus started = planned(WEB, set("v1", 1, 3, 3), set("v2", 2, 1, 0));
        Deployment waiting = with(WEB, started);
        Rollout later =
                at(
                        Duration.ofSeconds(601),
                        rollout(waiting, set("v1", 1, 3, 3), set("v2", 2, 1, 0)));

        DeploymentStatus timedOut = RolloutPlanner.plan(later).status();

        assertThat(words(timedOut)).contains("Progressing=False ProgressDeadlineExceeded");
        assertThat(progressing(timedOut))
                .isEqualTo("ReplicaSet \"web-v2\" has timed out progressing.");
        assertThat(RolloutStatusPlanner.lookAgain(WEB, timedOut)).isEmpty();

        DeploymentStatus recovered =
                planned(with(WEB, timedOut), set("v1", 1, 3, 3), set("v2", 2, 1, 1));

        assertThat(words(recovered)).contains("Progressing=True ReplicaSetUpdated");
    }

    @Test
    void without_a_deadline_nothing_is_said_of_progress() {
        Deployment endless =
                new DeploymentBuilder(WEB)
                        .editSpec()
                        .withProgressDeadlineSeconds(Integer.MAX_VALUE)
                        .endSpec()
                        .build();

        assertThat(words(planned(endless, set("v2", 1, 3, 3))))
                .isEqualTo("Available=True MinimumReplicasAvailable");
    }

    @Test
    void pausing_and_resuming_are_told() {
        Deployment paused =
                new DeploymentBuilder(WEB).editSpec().withPaused(true).endSpec().build();
        DeploymentStatus pausedStatus = planned(paused, set("v2", 1, 3, 3));
        assertThat(words(pausedStatus)).startsWith("Progressing=Unknown DeploymentPaused");

        DeploymentStatus resumed =
                RolloutStatusPlanner.plan(
                        rollout(with(WEB, pausedStatus), set("v1", 1, 3, 3)),
                        List.of(),
                        Progress.NOT_JUDGED);

        assertThat(words(resumed)).contains("Progressing=Unknown DeploymentResumed");
    }

    @Test
    void a_replica_sets_failure_is_the_deployments() {
        ReplicaSet failing =
                set("v2", 1, 3, 1)
                        .edit()
                        .editStatus()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason("FailedCreate")
                        .withMessage("exceeded quota")
                        .endCondition()
                        .endStatus()
                        .build();

        DeploymentStatus failed = planned(WEB, failing);
        assertThat(words(failed)).contains("ReplicaFailure=True FailedCreate");
        assertThat(words(planned(with(WEB, failed), set("v2", 1, 3, 3))))
                .doesNotContain("ReplicaFailure");
    }

    @Test
    void a_failed_create_stops_progress() {
        DeploymentStatus status =
                RolloutStatusPlanner.createFailed(rollout(WEB), "web-x", "forbidden: no");

        assertThat(words(status)).isEqualTo("Progressing=False ReplicaSetCreateError");
        assertThat(progressing(status))
                .isEqualTo("Failed to create new replica set \"web-x\": forbidden: no");
    }

    @Test
    void a_taken_name_is_answered_with_another_hash() {
        Deployment collided = with(WEB, RolloutStatusPlanner.collided(WEB));

        String first =
                RolloutPlanner.plan(rollout(WEB))
                        .actions()
                        .getFirst()
                        .set()
                        .getMetadata()
                        .getName();
        String second =
                RolloutPlanner.plan(rollout(collided))
                        .actions()
                        .getFirst()
                        .set()
                        .getMetadata()
                        .getName();

        assertThat(collided.getStatus().getCollisionCount()).isEqualTo(1);
        assertThat(first).isNotEqualTo(second);
    }

    private static DeploymentStatus planned(Deployment deployment, ReplicaSet... sets) {
        return RolloutPlanner.plan(rollout(deployment, sets)).status();
    }

    private static Deployment with(Deployment deployment, DeploymentStatus status) {
        return new DeploymentBuilder(deployment).withStatus(status).build();
    }

    private static Rollout at(Duration later, Rollout rollout) {
        return new Rollout(
                rollout.deployment(),
                rollout.newSet(),
                rollout.oldSets(),
                rollout.oldPodsExist(),
                NOW.plus(later));
    }

    private static String progressing(DeploymentStatus status) {
        return status.getConditions().stream()
                .filter(c -> c.getType().equals("Progressing"))
                .map(c -> c.getMessage())
                .collect(Collectors.joining());
    }

    private static String words(DeploymentStatus status) {
        return status.getConditions().stream()
                .map(c -> c.getType() + "=" + c.getStatus() + " " + c.getReason())
                .collect(Collectors.joining(", "));
    }
}
