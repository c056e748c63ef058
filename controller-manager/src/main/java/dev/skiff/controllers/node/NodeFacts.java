package dev.skiff.controllers.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Optional;

/// The few questions node controllers ask of a node.
final class NodeFacts {
    static final String NOT_READY = "node.kubernetes.io/not-ready";
    static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    private NodeFacts() {}

    static String name(Node node) {
        return node.getMetadata().getName();
    }

    static Optional<NodeCondition> condition(Node node, String type) {
        return node.getStatus() == null
                ? Optional.empty()
                : node.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    /// The status of a condition: `True`, `False`, `Unknown`; empty if the node has never said.
    static String conditionStatus(Node node, String type) {
        return condition(node, type).map(NodeCondition::getStatus).orElse("");
    }

    static boolean isReady(Node node) {
        return conditionStatus(node, "Ready").equals("True");
    }

    /// Whether it counts as lost: it was, or never was heard of.
    static boolean isUnknown(Node node) {
        return conditionStatus(node, "Ready").equals("Unknown");
    }

    static List<Taint> taints(Node node) {
        return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
    }
}
