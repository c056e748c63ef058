package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.List;

/// Makes Deployments and ReplicaSets for tests.
final class Rollouts {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Rollouts() {}

    static Deployment deployment(int replicas, String surge, String unavailable) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("d")
                .withName("web")
                .withUid("uid-web")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withProgressDeadlineSeconds(600)
                .withRevisionHistoryLimit(10)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withTemplate(template("v2"))
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(intOrString(surge))
                .withMaxUnavailable(intOrString(unavailable))
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build();
    }

    static Deployment recreating(int replicas) {
        return deployment(replicas, "0", "1")
                .edit()
                .editSpec()
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .endSpec()
                .build();
    }

    static PodTemplateSpec template(String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }

    static IntOrString intOrString(String text) {
        return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.valueOf(text));
    }

    /// A ReplicaSet of that template whose status says that all is done.
    static ReplicaSet set(String image, int revision, int wanted, int available) {
        PodTemplateSpec template =
                template(image)
                        .edit()
                        .editMetadata()
                        .addToLabels(TemplateHash.LABEL, image)
                        .endMetadata()
                        .build();
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace("d")
                .withName("web-" + image)
                .withUid("uid-" + image)
                .withResourceVersion("1")
                .withGeneration(1L)
                .withCreationTimestamp(NOW.minusSeconds(1000 - revision).toString())
                .addToAnnotations(Revisions.REVISION, Integer.toString(revision))
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .withTemplate(template)
                .endSpec()
                .withNewStatus()
                .withReplicas(wanted)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .withTerminatingReplicas(0)
                .withObservedGeneration(1L)
                .endStatus()
                .build();
    }

    static ReplicaSet sized(ReplicaSet set, int desired, int max) {
        return set.edit()
                .editMetadata()
                .addToAnnotations(Revisions.DESIRED, Integer.toString(desired))
                .addToAnnotations(Revisions.MAX, Integer.toString(max))
                .endMetadata()
                .build();
    }

    static Rollout rollout(Deployment deployment, ReplicaSet... sets) {
        return Rollout.of(deployment, List.of(sets), set -> ReplicaSetFacts.actual(set) > 0, NOW);
    }

    /// Each action in a few words.
    static List<String> words(List<RolloutAction> actions) {
        return actions.stream().map(Rollouts::words).toList();
    }

    private static String words(RolloutAction action) {
        return switch (action) {
            case RolloutAction.Create(var set) -> "create " + set.getSpec().getReplicas();
            case RolloutAction.Resize(var set, var size, var _) ->
                    ReplicaSetFacts.name(set) + " " + size;
            case RolloutAction.Update(var set, var _, var annotations) ->
                    "update " + ReplicaSetFacts.name(set) + " " + annotations;
            case RolloutAction.Delete(var set) -> "delete " + ReplicaSetFacts.name(set);
        };
    }
}
