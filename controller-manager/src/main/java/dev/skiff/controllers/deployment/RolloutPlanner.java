package dev.skiff.controllers.deployment;

import dev.skiff.controllers.framework.Owners;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides the next step of a rollout; never does. A step is small, and the next one is planned
/// when the step before is visible.
final class RolloutPlanner {
    private RolloutPlanner() {}

    static RolloutPlan plan(Rollout rollout) {
        List<RolloutAction> updates = updateNew(rollout);
        if (rollout.isDeleting()) {
            return plan(rollout, List.of(), Progress.NOT_JUDGED);
        }
        if (!updates.isEmpty()) {
            return plan(rollout, updates, Progress.NOT_JUDGED);
        }
        if (rollout.isPaused()) {
            List<RolloutAction> actions = new ArrayList<>(Scaling.plan(rollout));
            actions.addAll(cleanup(rollout));
            return plan(rollout, actions, Progress.NOT_JUDGED);
        }
        if (Scaling.isScaled(rollout)) {
            return plan(rollout, Scaling.plan(rollout), Progress.NOT_JUDGED);
        }
        boolean isRolling = Limits.isRolling(rollout.deployment());
        return plan(rollout, isRolling ? roll(rollout) : recreate(rollout), Progress.JUDGED);
    }

    private static RolloutPlan plan(
            Rollout rollout, List<RolloutAction> actions, Progress progress) {
        boolean creates = actions.stream().anyMatch(RolloutAction.Create.class::isInstance);
        var status = RolloutStatusPlanner.plan(rollout, actions, progress);
        return new RolloutPlan(
                actions,
                status,
                creates || rollout.newSet().isPresent()
                        ? Optional.of(rollout.revision())
                        : Optional.empty(),
                RolloutStatusPlanner.lookAgain(rollout.deployment(), status));
    }

    /// The new ReplicaSet may be one that was rolled back to, or have other annotations since.
    private static List<RolloutAction> updateNew(Rollout rollout) {
        if (rollout.newSet().isEmpty()) {
            return List.of();
        }
        ReplicaSet set = rollout.newSet().get();
        Deployment deployment = rollout.deployment();
        Map<String, String> annotations =
                Revisions.changesFor(deployment, rollout.newSet(), rollout.revision());
        int minReady = orZero(deployment.getSpec().getMinReadySeconds());
        boolean isCurrent = minReady == orZero(set.getSpec().getMinReadySeconds());
        return annotations.isEmpty() && isCurrent
                ? List.of()
                : List.of(new RolloutAction.Update(set, minReady, annotations));
    }

    private static List<RolloutAction> roll(Rollout rollout) {
        if (rollout.newSet().isEmpty()) {
            return List.of(create(rollout));
        }
        ReplicaSet newSet = rollout.newSet().get();
        int size = newSize(rollout);
        if (size != ReplicaSetFacts.wanted(newSet)) {
            return List.of(resize(rollout, newSet, size));
        }
        List<RolloutAction> shrunk = shrinkOld(rollout, newSet);
        return shrunk.isEmpty() ? cleanupIfComplete(rollout) : shrunk;
    }

    private static List<RolloutAction> recreate(Rollout rollout) {
        List<RolloutAction> shrunk = new ArrayList<>();
        rollout.activeOldSets().forEach(set -> shrunk.add(resize(rollout, set, 0)));
        if (!shrunk.isEmpty() || rollout.oldPodsExist()) {
            return shrunk;
        }
        if (rollout.newSet().isEmpty()) {
            return List.of(create(rollout));
        }
        ReplicaSet newSet = rollout.newSet().get();
        return ReplicaSetFacts.wanted(newSet) == rollout.replicas()
                ? cleanupIfComplete(rollout)
                : List.of(resize(rollout, newSet, rollout.replicas()));
    }

    /// The size the new ReplicaSet may have now: as much of `replicas` as the surge leaves room
    /// for.
    private static int newSize(Rollout rollout) {
        int current = rollout.newSet().map(ReplicaSetFacts::wanted).orElse(0);
        int wanted = rollout.replicas();
        if (!Limits.isRolling(rollout.deployment()) || current > wanted) {
            return wanted;
        }
        int all = ReplicaSetFacts.sum(rollout.allSets(), ReplicaSetFacts::wanted);
        int room = Math.max(0, rollout.limits().mostPods() - all);
        return current + Math.min(room, wanted - current);
    }

    /// First old pods that aren't available anyway, then available ones as far as enough remain.
    /// Pods of the new ReplicaSet that aren't available yet count as if they never came.
    private static List<RolloutAction> shrinkOld(Rollout rollout, ReplicaSet newSet) {
        Limits limits = rollout.limits();
        int newMissing = ReplicaSetFacts.wanted(newSet) - ReplicaSetFacts.lastingAvailable(newSet);
        int mayGo =
                ReplicaSetFacts.sum(rollout.allSets(), ReplicaSetFacts::wanted)
                        - limits.leastAvailable()
                        - newMissing;
        if (mayGo <= 0) {
            return List.of();
        }
        int availableMayGo =
                ReplicaSetFacts.sum(rollout.allSets(), ReplicaSetFacts::lastingAvailable)
                        - limits.leastAvailable();
        List<Integer> sizes = new ArrayList<>();
        for (ReplicaSet set : rollout.activeOldSets()) {
            int size = ReplicaSetFacts.wanted(set);
            int dropped = Math.min(size - ReplicaSetFacts.lastingAvailable(set), mayGo);
            mayGo -= dropped;
            sizes.add(size - dropped);
        }
        List<RolloutAction> actions = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            ReplicaSet set = rollout.activeOldSets().get(i);
            int dropped = Math.clamp(availableMayGo, 0, sizes.get(i));
            availableMayGo -= dropped;
            if (sizes.get(i) - dropped != ReplicaSetFacts.wanted(set)) {
                actions.add(resize(rollout, set, sizes.get(i) - dropped));
            }
        }
        return actions;
    }

    private static List<RolloutAction> cleanupIfComplete(Rollout rollout) {
        Deployment deployment = rollout.deployment();
        return RolloutStatusPlanner.isComplete(deployment, deployment.getStatus())
                ? cleanup(rollout)
                : List.of();
    }

    /// Old ReplicaSets beyond the history limit, oldest revision first, if nothing is left of them.
    private static List<RolloutAction> cleanup(Rollout rollout) {
        Integer limit = rollout.deployment().getSpec().getRevisionHistoryLimit();
        if (limit == null || limit == Integer.MAX_VALUE) {
            return List.of();
        }
        List<ReplicaSet> kept =
                rollout.oldSets().stream()
                        .filter(set -> !ReplicaSetFacts.isTerminating(set))
                        .sorted(Comparator.comparing(Revisions::of))
                        .toList();
        return kept.stream()
                .limit(Math.max(0, kept.size() - limit))
                .filter(RolloutPlanner::isSpent)
                .<RolloutAction>map(RolloutAction.Delete::new)
                .toList();
    }

    private static boolean isSpent(ReplicaSet set) {
        Long observed = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
        return ReplicaSetFacts.actual(set) == 0
                && ReplicaSetFacts.wanted(set) == 0
                && observed != null
                && set.getMetadata().getGeneration() <= observed;
    }

    private static RolloutAction resize(Rollout rollout, ReplicaSet set, int replicas) {
        return new RolloutAction.Resize(set, replicas, Revisions.sizes(rollout.limits()));
    }

    private static RolloutAction create(Rollout rollout) {
        Deployment deployment = rollout.deployment();
        PodTemplateSpec wanted = deployment.getSpec().getTemplate();
        Optional<Integer> collisions =
                Optional.ofNullable(deployment.getStatus()).map(s -> s.getCollisionCount());
        String hash = TemplateHash.of(wanted, collisions);
        PodTemplateSpec template =
                new PodTemplateSpec(
                        new ObjectMetaBuilder(wanted.getMetadata())
                                .addToLabels(TemplateHash.LABEL, hash)
                                .build(),
                        wanted.getSpec());
        LabelSelector selector =
                new LabelSelectorBuilder(deployment.getSpec().getSelector())
                        .addToMatchLabels(TemplateHash.LABEL, hash)
                        .build();
        Map<String, String> annotations =
                Revisions.changesFor(deployment, Optional.empty(), rollout.revision());
        annotations.putAll(Revisions.sizes(rollout.limits()));
        var metadata =
                new ObjectMetaBuilder()
                        .withName(deployment.getMetadata().getName() + "-" + hash)
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .withLabels(template.getMetadata().getLabels())
                        .withAnnotations(annotations)
                        .withOwnerReferences(Owners.referenceTo(deployment))
                        .build();
        var spec =
                new ReplicaSetSpec(
                        deployment.getSpec().getMinReadySeconds(),
                        newSize(rollout),
                        selector,
                        template);
        return new RolloutAction.Create(
                new ReplicaSet("apps/v1", "ReplicaSet", metadata, spec, null));
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
