package dev.skiff.controllers.deployment;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// The few questions a rollout asks of a ReplicaSet.
final class ReplicaSetFacts {
    /// Ties are broken by name.
    static final Comparator<ReplicaSet> OLDEST_FIRST =
            Comparator.comparing(ReplicaSetFacts::created).thenComparing(ReplicaSetFacts::name);

    private ReplicaSetFacts() {}

    static String name(ReplicaSet set) {
        return set.getMetadata().getName();
    }

    static Instant created(ReplicaSet set) {
        return Times.parse(set.getMetadata().getCreationTimestamp());
    }

    /// How many pods it is asked to have.
    static int wanted(ReplicaSet set) {
        return set.getSpec().getReplicas();
    }

    /// How many pods it has.
    static int actual(ReplicaSet set) {
        return status(set, ReplicaSetStatus::getReplicas);
    }

    static int ready(ReplicaSet set) {
        return status(set, ReplicaSetStatus::getReadyReplicas);
    }

    static int available(ReplicaSet set) {
        return status(set, ReplicaSetStatus::getAvailableReplicas);
    }

    /// The available pods that remain when it has shrunk to its wanted size, which its status may
    /// not show yet.
    static int lastingAvailable(ReplicaSet set) {
        return Math.min(available(set), wanted(set));
    }

    static boolean isActive(ReplicaSet set) {
        return wanted(set) > 0;
    }

    static boolean isTerminating(ReplicaSet set) {
        return set.getMetadata().getDeletionTimestamp() != null;
    }

    static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> fact) {
        return sets.stream().mapToInt(fact).sum();
    }

    static Optional<String> annotation(ReplicaSet set, String name) {
        Map<String, String> annotations = set.getMetadata().getAnnotations();
        return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(name));
    }

    private static int status(ReplicaSet set, Function<ReplicaSetStatus, Integer> count) {
        return Optional.ofNullable(set.getStatus()).map(count).orElse(0);
    }
}
