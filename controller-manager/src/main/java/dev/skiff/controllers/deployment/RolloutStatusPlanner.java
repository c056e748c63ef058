package dev.skiff.controllers.deployment;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what a Deployment's status says. Zeros are left out, as upstream's encoding does.
final class RolloutStatusPlanner {
    private static final String DONE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";
    private static final String PAUSED = "DeploymentPaused";
    private static final String CREATE_ERROR = "ReplicaSetCreateError";
    private static final DeploymentStatus NONE = new DeploymentStatus();

    private RolloutStatusPlanner() {}

    /// @param actions what is about to be done; the status is as if it had been
    static DeploymentStatus plan(Rollout rollout, List<RolloutAction> actions, Progress progress) {
        Deployment deployment = rollout.deployment();
        List<ReplicaSet> sets = rollout.allSets();
        Optional<ReplicaSet> created = created(actions);
        created.ifPresent(sets::add);
        DeploymentStatus counts = counts(rollout, sets);
        Conditions conditions = new Conditions(current(deployment).getConditions(), rollout.now());
        notePause(rollout, conditions);
        noteNewSet(rollout, created, conditions);
        noteAvailability(rollout, sets, conditions);
        if (progress == Progress.JUDGED) {
            judge(rollout, created, counts, conditions);
        }
        return new DeploymentStatusBuilder(counts).withConditions(conditions.toList()).build();
    }

    /// A ReplicaSet could not be created; `status` is what was planned.
    static DeploymentStatus createFailed(Rollout rollout, String setName, String why) {
        DeploymentStatus status = current(rollout.deployment());
        Conditions conditions = new Conditions(status.getConditions(), rollout.now());
        if (hasDeadline(rollout.deployment())) {
            String message = "Failed to create new replica set \"%s\": %s".formatted(setName, why);
            conditions.set(Conditions.PROGRESSING, "False", CREATE_ERROR, message);
        }
        return new DeploymentStatusBuilder(status).withConditions(conditions.toList()).build();
    }

    /// The name of the new ReplicaSet was taken by another template: the next hash is another.
    static DeploymentStatus collided(Deployment deployment) {
        DeploymentStatus status = current(deployment);
        Integer before = status.getCollisionCount();
        return new DeploymentStatusBuilder(status)
                .withCollisionCount(before == null ? 1 : before + 1)
                .build();
    }

    static boolean isComplete(Deployment deployment, @Nullable DeploymentStatus status) {
        int replicas = deployment.getSpec().getReplicas();
        return status != null
                && orZero(status.getUpdatedReplicas()) == replicas
                && orZero(status.getReplicas()) == replicas
                && orZero(status.getAvailableReplicas()) == replicas
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    }

    /// When an unfinished rollout runs out of time.
    static Optional<Instant> lookAgain(Deployment deployment, DeploymentStatus status) {
        if (!hasDeadline(deployment) || isComplete(deployment, status)) {
            return Optional.empty();
        }
        return status.getConditions().stream()
                .filter(c -> c.getType().equals(Conditions.PROGRESSING))
                .filter(c -> !List.of(DONE, TIMED_OUT).contains(c.getReason()))
                .findFirst()
                .map(c -> deadline(deployment, c).plusSeconds(1));
    }

    private static DeploymentStatus counts(Rollout rollout, List<ReplicaSet> sets) {
        int available = ReplicaSetFacts.sum(sets, ReplicaSetFacts::available);
        int wanted = ReplicaSetFacts.sum(sets, ReplicaSetFacts::wanted);
        return new DeploymentStatusBuilder()
                .withObservedGeneration(rollout.deployment().getMetadata().getGeneration())
                .withReplicas(count(ReplicaSetFacts.sum(sets, ReplicaSetFacts::actual)))
                .withUpdatedReplicas(count(rollout.newSet().map(ReplicaSetFacts::actual).orElse(0)))
                .withReadyReplicas(count(ReplicaSetFacts.sum(sets, ReplicaSetFacts::ready)))
                .withAvailableReplicas(count(available))
                .withUnavailableReplicas(count(Math.max(0, wanted - available)))
                .withTerminatingReplicas(terminating(sets))
                .withCollisionCount(current(rollout.deployment()).getCollisionCount())
                .build();
    }

    /// Not known while one ReplicaSet hasn't said.
    private static @Nullable Integer terminating(List<ReplicaSet> sets) {
        int sum = 0;
        for (ReplicaSet set : sets) {
            if (set.getStatus() == null || set.getStatus().getTerminatingReplicas() == null) {
                return null;
            }
            sum += set.getStatus().getTerminatingReplicas();
        }
        return sum;
    }

    private static void notePause(Rollout rollout, Conditions conditions) {
        if (rollout.isDeleting()
                || !hasDeadline(rollout.deployment())
                || conditions.hasReason(Conditions.PROGRESSING, TIMED_OUT)) {
            return;
        }
        boolean wasPaused = conditions.hasReason(Conditions.PROGRESSING, PAUSED);
        if (rollout.isPaused() && !wasPaused) {
            conditions.set(Conditions.PROGRESSING, "Unknown", PAUSED, "Deployment is paused");
        } else if (!rollout.isPaused() && wasPaused) {
            conditions.set(
                    Conditions.PROGRESSING,
                    "Unknown",
                    "DeploymentResumed",
                    "Deployment is resumed");
        }
    }

    private static void noteNewSet(
            Rollout rollout, Optional<ReplicaSet> created, Conditions conditions) {
        if (!hasDeadline(rollout.deployment())) {
            return;
        }
        created.ifPresent(
                set ->
                        conditions.set(
                                Conditions.PROGRESSING,
                                "True",
                                "NewReplicaSetCreated",
                                "Created new replica set \"%s\""
                                        .formatted(ReplicaSetFacts.name(set))));
        if (rollout.newSet().isPresent() && conditions.find(Conditions.PROGRESSING).isEmpty()) {
            conditions.set(
                    Conditions.PROGRESSING,
                    "True",
                    "FoundNewReplicaSet",
                    "Found new replica set \"%s\""
                            .formatted(ReplicaSetFacts.name(rollout.newSet().get())));
        }
    }

    private static void noteAvailability(
            Rollout rollout, List<ReplicaSet> sets, Conditions conditions) {
        int available = ReplicaSetFacts.sum(sets, ReplicaSetFacts::available);
        if (available >= rollout.limits().leastAvailable()) {
            conditions.set(
                    Conditions.AVAILABLE,
                    "True",
                    "MinimumReplicasAvailable",
                    "Deployment has minimum availability.");
        } else {
            conditions.set(
                    Conditions.AVAILABLE,
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
    }

    private static void judge(
            Rollout rollout,
            Optional<ReplicaSet> created,
            DeploymentStatus counts,
            Conditions conditions) {
        Deployment deployment = rollout.deployment();
        if (!hasDeadline(deployment)) {
            conditions.remove(Conditions.PROGRESSING);
        } else if (!isKnownDone(counts, conditions)) {
            String who = who(rollout, created);
            if (isComplete(deployment, counts)) {
                String message = who + " has successfully progressed.";
                conditions.set(Conditions.PROGRESSING, "True", DONE, message);
            } else if (isProgressing(current(deployment), counts)) {
                String message = who + " is progressing.";
                conditions.renew(Conditions.PROGRESSING, "True", "ReplicaSetUpdated", message);
            } else if (isTimedOut(rollout, conditions)) {
                String message = who + " has timed out progressing.";
                conditions.set(Conditions.PROGRESSING, "False", TIMED_OUT, message);
            }
        }
        failure(rollout)
                .ifPresentOrElse(
                        conditions::set, () -> conditions.remove(Conditions.REPLICA_FAILURE));
    }

    private static boolean isKnownDone(DeploymentStatus counts, Conditions conditions) {
        return conditions.hasReason(Conditions.PROGRESSING, DONE)
                && orZero(counts.getReplicas()) == orZero(counts.getUpdatedReplicas());
    }

    private static boolean isProgressing(DeploymentStatus before, DeploymentStatus now) {
        int oldBefore = orZero(before.getReplicas()) - orZero(before.getUpdatedReplicas());
        int oldNow = orZero(now.getReplicas()) - orZero(now.getUpdatedReplicas());
        return orZero(now.getUpdatedReplicas()) > orZero(before.getUpdatedReplicas())
                || oldNow < oldBefore
                || orZero(now.getReadyReplicas()) > orZero(before.getReadyReplicas())
                || orZero(now.getAvailableReplicas()) > orZero(before.getAvailableReplicas());
    }

    private static boolean isTimedOut(Rollout rollout, Conditions conditions) {
        return conditions
                .find(Conditions.PROGRESSING)
                .filter(c -> !DONE.equals(c.getReason()))
                .filter(
                        c ->
                                TIMED_OUT.equals(c.getReason())
                                        || deadline(rollout.deployment(), c)
                                                .isBefore(rollout.now()))
                .isPresent();
    }

    private static Instant deadline(Deployment deployment, DeploymentCondition condition) {
        return Times.parse(condition.getLastUpdateTime())
                .plusSeconds(deployment.getSpec().getProgressDeadlineSeconds());
    }

    private static boolean hasDeadline(Deployment deployment) {
        Integer seconds = deployment.getSpec().getProgressDeadlineSeconds();
        return seconds != null && seconds != Integer.MAX_VALUE;
    }

    private static String who(Rollout rollout, Optional<ReplicaSet> created) {
        return created.or(rollout::newSet)
                .map(set -> "ReplicaSet \"%s\"".formatted(ReplicaSetFacts.name(set)))
                .orElse(
                        "Deployment \"%s\""
                                .formatted(rollout.deployment().getMetadata().getName()));
    }

    /// The new ReplicaSet's trouble with its pods, or else an old one's.
    private static Optional<DeploymentCondition> failure(Rollout rollout) {
        List<ReplicaSet> newFirst = new ArrayList<>(rollout.newSet().stream().toList());
        newFirst.addAll(rollout.oldSets());
        return newFirst.stream()
                .filter(set -> set.getStatus() != null)
                .flatMap(set -> set.getStatus().getConditions().stream())
                .filter(c -> c.getType().equals(Conditions.REPLICA_FAILURE))
                .findFirst()
                .map(RolloutStatusPlanner::asDeployments);
    }

    private static DeploymentCondition asDeployments(ReplicaSetCondition condition) {
        return new DeploymentConditionBuilder()
                .withType(condition.getType())
                .withStatus(condition.getStatus())
                .withReason(condition.getReason())
                .withMessage(condition.getMessage())
                .withLastTransitionTime(condition.getLastTransitionTime())
                .withLastUpdateTime(condition.getLastTransitionTime())
                .build();
    }

    private static Optional<ReplicaSet> created(List<RolloutAction> actions) {
        return actions.stream()
                .filter(RolloutAction.Create.class::isInstance)
                .map(RolloutAction::set)
                .findFirst();
    }

    private static DeploymentStatus current(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).orElse(NONE);
    }

    private static @Nullable Integer count(int number) {
        return number == 0 ? null : number;
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
