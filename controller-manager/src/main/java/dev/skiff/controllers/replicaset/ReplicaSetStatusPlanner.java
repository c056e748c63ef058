package dev.skiff.controllers.replicaset;

import dev.skiff.controllers.framework.LabelMatch;
import dev.skiff.controllers.framework.PodFacts;
import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what a ReplicaSet's status says. Zeros are left out as upstream's encoding does, except
/// `replicas`.
final class ReplicaSetStatusPlanner {

    private ReplicaSetStatusPlanner() {}

    static ReplicaSetStatus plan(
            ReplicaSet set, List<Pod> pods, Optional<PodControl.Failure> failure, Instant now) {
        List<Pod> active = pods.stream().filter(PodFacts::isActive).toList();
        Map<String, String> wanted = set.getSpec().getTemplate().getMetadata().getLabels();
        return new ReplicaSetStatusBuilder()
                .withReplicas(active.size())
                .withFullyLabeledReplicas(
                        count(
                                active.stream()
                                        .filter(
                                                pod ->
                                                        LabelMatch.containsAll(
                                                                LabelMatch.labels(pod), wanted))
                                        .count()))
                .withReadyReplicas(count(active.stream().filter(PodFacts::isReady).count()))
                .withAvailableReplicas(count(available(set, active, now)))
                .withTerminatingReplicas((int) terminating(pods))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withConditions(conditions(set, failure, now))
                .build();
    }

    /// When the next pod that is ready becomes available; empty if none will by waiting.
    static Optional<Instant> nextAvailable(ReplicaSet set, List<Pod> pods, Instant now) {
        return pods.stream()
                .filter(PodFacts::isActive)
                .flatMap(pod -> PodFacts.availableFrom(pod, minReady(set)).stream())
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }

    private static long available(ReplicaSet set, List<Pod> active, Instant now) {
        return active.stream()
                .flatMap(pod -> PodFacts.availableFrom(pod, minReady(set)).stream())
                .filter(instant -> !instant.isAfter(now))
                .count();
    }

    private static long terminating(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> PodFacts.isTerminating(pod) && !PodFacts.isFinished(pod))
                .count();
    }

    private static Duration minReady(ReplicaSet set) {
        Integer seconds = set.getSpec().getMinReadySeconds();
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }

    private static List<ReplicaSetCondition> conditions(
            ReplicaSet set, Optional<PodControl.Failure> failure, Instant now) {
        List<ReplicaSetCondition> current =
                set.getStatus() == null ? List.of() : set.getStatus().getConditions();
        boolean isKnown =
                current.stream()
                        .anyMatch(condition -> condition.getType().equals("ReplicaFailure"));
        if (failure.isPresent() && isKnown) {
            return current;
        }
        List<ReplicaSetCondition> others =
                current.stream()
                        .filter(condition -> !condition.getType().equals("ReplicaFailure"))
                        .toList();
        return failure.map(why -> appended(others, why, now)).orElse(others);
    }

    private static List<ReplicaSetCondition> appended(
            List<ReplicaSetCondition> others, PodControl.Failure failure, Instant now) {
        List<ReplicaSetCondition> all = new java.util.ArrayList<>(others);
        all.add(
                new ReplicaSetConditionBuilder()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason(failure.reason())
                        .withMessage(failure.message())
                        .withLastTransitionTime(Times.format(now))
                        .build());
        return all;
    }

    private static @Nullable Integer count(long number) {
        return number == 0 ? null : (int) number;
    }
}
