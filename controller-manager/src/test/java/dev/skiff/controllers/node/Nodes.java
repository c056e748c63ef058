package dev.skiff.controllers.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Instant;

/// Makes nodes for tests.
final class Nodes {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final NodeBuilder builder;

    private Nodes() {
        builder =
                new NodeBuilder()
                        .withNewMetadata()
                        .withName("n")
                        .withCreationTimestamp("2025-12-31T00:00:00Z")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .endStatus();
    }

    static Nodes node() {
        return new Nodes();
    }

    Nodes says(String type, String status) {
        builder.editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withLastHeartbeatTime("2025-12-31T23:59:00Z")
                .endCondition()
                .endStatus();
        return this;
    }

    Nodes tainted(String key, String effect, String added) {
        builder.editSpec()
                .addNewTaint()
                .withKey(key)
                .withEffect(effect)
                .withTimeAdded(added)
                .endTaint()
                .endSpec();
        return this;
    }

    Nodes cordoned() {
        builder.editSpec().withUnschedulable(true).endSpec();
        return this;
    }

    Node get() {
        return builder.build();
    }
}
