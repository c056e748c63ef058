package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The annotations by which `kubectl rollout history` and `undo` find their way, and those that
/// remember the size a ReplicaSet was scaled for.
final class Revisions {
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";
    private static final String HISTORY = "deployment.kubernetes.io/revision-history";
    private static final int LONGEST_HISTORY = 2000;

    /// Not handed down from a Deployment to its ReplicaSets.
    private static final List<String> DEPLOYMENTS_OWN =
            List.of(
                    "kubectl.kubernetes.io/last-applied-configuration",
                    REVISION,
                    HISTORY,
                    DESIRED,
                    MAX,
                    "deprecated.deployment.rollback.to");

    private Revisions() {}

    static long of(ReplicaSet set) {
        return ReplicaSetFacts.annotation(set, REVISION).map(Revisions::number).orElse(0L);
    }

    /// The revision that the ReplicaSet with the Deployment's template has to have.
    static long next(List<ReplicaSet> oldSets) {
        return oldSets.stream().mapToLong(Revisions::of).max().orElse(0) + 1;
    }

    /// What the ReplicaSet of the Deployment's template must be annotated with; only what differs
    /// from what it has.
    static Map<String, String> changesFor(
            Deployment deployment, Optional<ReplicaSet> set, long revision) {
        Map<String, String> wanted = new LinkedHashMap<>();
        annotations(deployment).forEach(wanted::put);
        DEPLOYMENTS_OWN.forEach(wanted::remove);
        long current = set.map(Revisions::of).orElse(0L);
        if (current < revision) {
            wanted.put(REVISION, Long.toString(revision));
            if (current > 0) {
                String before = set.flatMap(s -> ReplicaSetFacts.annotation(s, HISTORY)).orElse("");
                history(before, current).ifPresent(history -> wanted.put(HISTORY, history));
            }
        }
        wanted.entrySet()
                .removeIf(
                        entry ->
                                set.flatMap(s -> ReplicaSetFacts.annotation(s, entry.getKey()))
                                        .filter(entry.getValue()::equals)
                                        .isPresent());
        return wanted;
    }

    /// The size annotations for the Deployment's current scale.
    static Map<String, String> sizes(Limits limits) {
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes.put(DESIRED, Integer.toString(limits.replicas()));
        sizes.put(MAX, Integer.toString(limits.mostPods()));
        return sizes;
    }

    static boolean hasSizes(ReplicaSet set, Limits limits) {
        return sizes(limits).entrySet().stream()
                .allMatch(
                        entry ->
                                ReplicaSetFacts.annotation(set, entry.getKey())
                                        .filter(entry.getValue()::equals)
                                        .isPresent());
    }

    /// The number of replicas the Deployment had when this ReplicaSet was last scaled.
    static Optional<Integer> desired(ReplicaSet set) {
        return ReplicaSetFacts.annotation(set, DESIRED).map(text -> (int) number(text));
    }

    static Optional<Integer> max(ReplicaSet set) {
        return ReplicaSetFacts.annotation(set, MAX).map(text -> (int) number(text));
    }

    static Map<String, String> annotations(Deployment deployment) {
        return Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
    }

    /// Appends a revision to a comma-separated history, dropping the oldest that don't fit.
    private static Optional<String> history(String before, long revision) {
        String last = Long.toString(revision);
        if (before.isEmpty()) {
            return Optional.of(last);
        }
        List<String> kept = new ArrayList<>(Arrays.asList(before.split(",", -1)));
        kept.add(last);
        while (kept.size() > 1 && String.join(",", kept).length() > LONGEST_HISTORY) {
            kept.removeFirst();
        }
        return Optional.of(String.join(",", kept));
    }

    /// Users can write what they like into annotations.
    private static long number(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }
}
