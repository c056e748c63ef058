package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decides how a changed number of replicas is spread over a Deployment's ReplicaSets. In the
/// middle of a rollout each grows or shrinks in proportion, so that the mix of old and new
/// stays.
final class Scaling {
    private static final Comparator<ReplicaSet> NEWEST_FIRST =
            ReplicaSetFacts.OLDEST_FIRST.reversed();
    private static final Comparator<ReplicaSet> BIGGEST_FIRST =
            Comparator.comparing(ReplicaSetFacts::wanted).reversed();

    private Scaling() {}

    /// Whether the Deployment's replicas changed since its ReplicaSets were last given their sizes.
    static boolean isScaled(Rollout rollout) {
        List<ReplicaSet> active = active(rollout);
        boolean spreads = active.size() == 1 || Limits.isRolling(rollout.deployment());
        return spreads
                && active.stream()
                        .flatMap(set -> Revisions.desired(set).stream())
                        .anyMatch(desired -> desired != rollout.replicas());
    }

    static List<RolloutAction> plan(Rollout rollout) {
        Optional<ReplicaSet> only = activeOrLatest(rollout);
        if (only.isPresent()) {
            return resize(rollout, only.get(), rollout.replicas());
        }
        if (rollout.newSet().filter(set -> isSaturated(rollout, set)).isPresent()) {
            List<RolloutAction> actions = new ArrayList<>();
            rollout.activeOldSets().forEach(set -> actions.addAll(resize(rollout, set, 0)));
            return actions;
        }
        return Limits.isRolling(rollout.deployment()) ? proportionally(rollout) : List.of();
    }

    /// The only active ReplicaSet; if none is active, the newest there is.
    private static Optional<ReplicaSet> activeOrLatest(Rollout rollout) {
        List<ReplicaSet> active = active(rollout);
        if (active.isEmpty()) {
            return rollout.newSet().or(() -> rollout.oldSets().stream().min(NEWEST_FIRST));
        }
        return active.size() == 1 ? Optional.of(active.getFirst()) : Optional.empty();
    }

    /// Whether the new ReplicaSet alone serves what is asked for.
    private static boolean isSaturated(Rollout rollout, ReplicaSet newSet) {
        int replicas = rollout.replicas();
        return ReplicaSetFacts.wanted(newSet) == replicas
                && ReplicaSetFacts.available(newSet) == replicas
                && Revisions.desired(newSet).filter(desired -> desired == replicas).isPresent();
    }

    private static List<RolloutAction> proportionally(Rollout rollout) {
        List<ReplicaSet> active = active(rollout);
        int allowed = rollout.replicas() == 0 ? 0 : rollout.limits().mostPods();
        int toAdd = allowed - ReplicaSetFacts.sum(active, ReplicaSetFacts::wanted);
        Comparator<ReplicaSet> ageOrder = toAdd > 0 ? NEWEST_FIRST : ReplicaSetFacts.OLDEST_FIRST;
        List<ReplicaSet> ordered =
                active.stream().sorted(BIGGEST_FIRST.thenComparing(ageOrder)).toList();
        int left = toAdd;
        List<Integer> sizes = new ArrayList<>();
        for (ReplicaSet set : ordered) {
            int share = share(rollout, set, left);
            left -= share;
            sizes.add(ReplicaSetFacts.wanted(set) + share);
        }
        sizes.set(0, Math.max(0, sizes.getFirst() + left));
        List<RolloutAction> actions = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            actions.addAll(resize(rollout, ordered.get(i), sizes.get(i)));
        }
        return actions;
    }

    /// What the ReplicaSet gets of what is left to add or, when negative, to take.
    private static int share(Rollout rollout, ReplicaSet set, int left) {
        if (left == 0) {
            return 0;
        }
        int proportion = proportion(rollout, set);
        return left > 0 ? Math.min(proportion, left) : Math.max(proportion, left);
    }

    private static int proportion(Rollout rollout, ReplicaSet set) {
        int size = ReplicaSetFacts.wanted(set);
        if (rollout.replicas() == 0) {
            return -size;
        }
        int before = Revisions.max(set).filter(max -> max > 0).orElseGet(() -> actual(rollout));
        if (before == 0) {
            return 0;
        }
        double scaled = (double) size * rollout.limits().mostPods() / before;
        return (int) Math.round(scaled) - size;
    }

    private static int actual(Rollout rollout) {
        return Optional.ofNullable(rollout.deployment().getStatus())
                .map(status -> status.getReplicas())
                .orElse(0);
    }

    private static List<RolloutAction> resize(Rollout rollout, ReplicaSet set, int replicas) {
        Limits limits = rollout.limits();
        boolean isCurrent =
                ReplicaSetFacts.wanted(set) == replicas && Revisions.hasSizes(set, limits);
        return isCurrent
                ? List.of()
                : List.of(new RolloutAction.Resize(set, replicas, Revisions.sizes(limits)));
    }

    private static List<ReplicaSet> active(Rollout rollout) {
        return rollout.allSets().stream().filter(ReplicaSetFacts::isActive).toList();
    }
}
