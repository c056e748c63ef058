package dev.skiff.controllers.node;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what is said of a node that has fallen silent: nothing it reported is known any more.
final class SilencePlanner {
    private static final List<String> REPORTED =
            List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private SilencePlanner() {}

    /// The conditions to change; empty if all has been said.
    static List<NodeCondition> plan(Node node, Instant now) {
        return REPORTED.stream()
                .filter(type -> !NodeFacts.conditionStatus(node, type).equals("Unknown"))
                .map(type -> unknown(node, type, now))
                .toList();
    }

    private static NodeCondition unknown(Node node, String type, Instant now) {
        Optional<NodeCondition> known = NodeFacts.condition(node, type);
        String heartbeat =
                known.map(NodeCondition::getLastHeartbeatTime)
                        .orElse(node.getMetadata().getCreationTimestamp());
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus("Unknown")
                .withReason(known.isPresent() ? "NodeStatusUnknown" : "NodeStatusNeverUpdated")
                .withMessage(
                        known.isPresent()
                                ? "Kubelet stopped posting node status."
                                : "Kubelet never posted node status.")
                .withLastHeartbeatTime(heartbeat)
                .withLastTransitionTime(Times.format(now))
                .build();
    }
}
