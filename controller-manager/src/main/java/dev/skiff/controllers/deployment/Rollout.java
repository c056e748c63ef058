package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Deployment and everything a decision about it needs.
///
/// @param newSet the ReplicaSet with the Deployment's template
/// @param oldSets all its others, oldest first
/// @param oldPodsExist whether a pod of an old ReplicaSet may still run
record Rollout(
        Deployment deployment,
        Optional<ReplicaSet> newSet,
        List<ReplicaSet> oldSets,
        boolean oldPodsExist,
        Instant now) {
    Rollout {
        oldSets = List.copyOf(oldSets);
    }

    /// Sorts out which of a Deployment's ReplicaSets is the new one: the oldest with its template.
    static Rollout of(
            Deployment deployment,
            List<ReplicaSet> owned,
            java.util.function.Predicate<ReplicaSet> hasPods,
            Instant now) {
        List<ReplicaSet> oldSets =
                new ArrayList<>(owned.stream().sorted(ReplicaSetFacts.OLDEST_FIRST).toList());
        Optional<ReplicaSet> newSet =
                oldSets.stream()
                        .filter(
                                set ->
                                        TemplateHash.isSame(
                                                set.getSpec().getTemplate(),
                                                deployment.getSpec().getTemplate()))
                        .findFirst();
        newSet.ifPresent(oldSets::remove);
        return new Rollout(deployment, newSet, oldSets, oldSets.stream().anyMatch(hasPods), now);
    }

    Limits limits() {
        return Limits.of(deployment);
    }

    int replicas() {
        return deployment.getSpec().getReplicas();
    }

    boolean isPaused() {
        return Boolean.TRUE.equals(deployment.getSpec().getPaused());
    }

    boolean isDeleting() {
        return deployment.getMetadata().getDeletionTimestamp() != null;
    }

    List<ReplicaSet> allSets() {
        List<ReplicaSet> all = new ArrayList<>(oldSets);
        newSet.ifPresent(all::add);
        return all;
    }

    List<ReplicaSet> activeOldSets() {
        return oldSets.stream().filter(ReplicaSetFacts::isActive).toList();
    }

    /// The revision of the new ReplicaSet.
    long revision() {
        long next = Revisions.next(oldSets);
        return newSet.map(set -> Math.max(Revisions.of(set), next)).orElse(next);
    }
}
