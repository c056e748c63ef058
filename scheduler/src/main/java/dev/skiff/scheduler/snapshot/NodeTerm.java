package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import java.util.List;
import java.util.SortedMap;

/// Conditions that a node must meet all of. A term without any is met by nobody.
public record NodeTerm(List<NodeRequirement> onLabels, List<NodeRequirement> onFields) {
    static final String NAME_FIELD = "metadata.name";

    public NodeTerm {
        onLabels = List.copyOf(onLabels);
        onFields = List.copyOf(onFields);
    }

    static NodeTerm of(NodeSelectorTerm term) {
        return new NodeTerm(
                requirements(term.getMatchExpressions()), requirements(term.getMatchFields()));
    }

    public boolean isEmpty() {
        return onLabels.isEmpty() && onFields.isEmpty();
    }

    public boolean matches(String nodeName, SortedMap<String, String> nodeLabels) {
        if (isEmpty()) {
            return false;
        }
        for (NodeRequirement requirement : onLabels) {
            if (!requirement.isMetBy(nodeLabels.get(requirement.key()))) {
                return false;
            }
        }
        for (NodeRequirement requirement : onFields) {
            if (!requirement.key().equals(NAME_FIELD) || !requirement.isMetBy(nodeName)) {
                return false;
            }
        }
        return true;
    }

    private static List<NodeRequirement> requirements(List<NodeSelectorRequirement> wire) {
        return wire.stream()
                .map(r -> new NodeRequirement(r.getKey(), r.getOperator(), r.getValues()))
                .toList();
    }
}
