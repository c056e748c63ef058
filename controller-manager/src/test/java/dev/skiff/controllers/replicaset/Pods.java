package dev.skiff.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;

/// Makes pods for tests: running, ready and placed unless told otherwise.
final class Pods {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PodBuilder builder;

    private Pods(String name) {
        builder =
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("d")
                        .withName(name)
                        .withUid("uid-" + name)
                        .addToLabels("app", "web")
                        .withCreationTimestamp(NOW.minusSeconds(100).toString())
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("n1")
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(NOW.minusSeconds(90).toString())
                        .endCondition()
                        .endStatus();
    }

    static Pods pod(String name) {
        return new Pods(name);
    }

    Pods unplaced() {
        builder.editSpec().withNodeName(null).endSpec();
        return phase("Pending").unready();
    }

    Pods on(String node) {
        builder.editSpec().withNodeName(node).endSpec();
        return this;
    }

    Pods phase(String phase) {
        builder.editStatus().withPhase(phase).endStatus();
        return this;
    }

    Pods unready() {
        builder.editStatus().withConditions().endStatus();
        return this;
    }

    Pods readyFor(long seconds) {
        builder.editStatus()
                .editFirstCondition()
                .withLastTransitionTime(NOW.minusSeconds(seconds).toString())
                .endCondition()
                .endStatus();
        return this;
    }

    Pods age(long seconds) {
        builder.editMetadata()
                .withCreationTimestamp(NOW.minusSeconds(seconds).toString())
                .endMetadata();
        return this;
    }

    Pods cost(String cost) {
        builder.editMetadata()
                .addToAnnotations("controller.kubernetes.io/pod-deletion-cost", cost)
                .endMetadata();
        return this;
    }

    Pods restarted(int times) {
        builder.editStatus()
                .addNewContainerStatus()
                .withName("c")
                .withRestartCount(times)
                .endContainerStatus()
                .endStatus();
        return this;
    }

    Pods terminating() {
        builder.editMetadata().withDeletionTimestamp(NOW.toString()).endMetadata();
        return this;
    }

    Pods label(String value) {
        builder.editMetadata().addToLabels("app", value).endMetadata();
        return this;
    }

    Pod get() {
        return builder.build();
    }
}
