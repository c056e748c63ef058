package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which nodes a pod may run on and which it would rather: its node selector and node affinity.
///
/// @param labels every one must be on the node
/// @param required empty: no required affinity; otherwise one term must match
/// @param preferred terms that make a node more wanted
public record NodeSelection(
        SortedMap<String, String> labels,
        Optional<List<NodeTerm>> required,
        List<PreferredTerm> preferred) {
    public static final NodeSelection ANY =
            new NodeSelection(Collections.emptySortedMap(), Optional.empty(), List.of());

    /// A term and what a match is worth, 1 to 100.
    public record PreferredTerm(int weight, NodeTerm term) {}

    public NodeSelection {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        required = required.map(List::copyOf);
        preferred = List.copyOf(preferred);
    }

    static NodeSelection of(PodSpec spec) {
        Map<String, String> selector = spec.getNodeSelector();
        Affinity affinity = spec.getAffinity();
        NodeAffinity nodes = affinity == null ? null : affinity.getNodeAffinity();
        if ((selector == null || selector.isEmpty()) && nodes == null) {
            return ANY;
        }
        return new NodeSelection(
                selector == null ? Collections.emptySortedMap() : new TreeMap<>(selector),
                required(nodes),
                preferred(nodes));
    }

    public boolean allows(String nodeName, SortedMap<String, String> nodeLabels) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getValue().equals(nodeLabels.get(label.getKey()))) {
                return false;
            }
        }
        if (required.isEmpty()) {
            return true;
        }
        for (NodeTerm term : required.get()) {
            if (term.matches(nodeName, nodeLabels)) {
                return true;
            }
        }
        return false;
    }

    /// The only nodes that can be allowed, when every required term names its nodes.
    public Optional<SortedSet<String>> namedNodes() {
        if (required.isEmpty() || required.get().isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> all = new TreeSet<>();
        for (NodeTerm term : required.get()) {
            SortedSet<String> named = namedBy(term);
            if (named == null) {
                return Optional.empty();
            }
            all.addAll(named);
        }
        return Optional.of(all);
    }

    private static @Nullable SortedSet<String> namedBy(NodeTerm term) {
        SortedSet<String> named = null;
        for (NodeRequirement requirement : term.onFields()) {
            if (requirement.key().equals(NodeTerm.NAME_FIELD)
                    && requirement.operator().equals("In")) {
                if (named == null) {
                    named = new TreeSet<>(requirement.values());
                } else {
                    named.retainAll(requirement.values());
                }
            }
        }
        return named;
    }

    private static Optional<List<NodeTerm>> required(@Nullable NodeAffinity nodes) {
        NodeSelector selector =
                nodes == null ? null : nodes.getRequiredDuringSchedulingIgnoredDuringExecution();
        return selector == null
                ? Optional.empty()
                : Optional.of(selector.getNodeSelectorTerms().stream().map(NodeTerm::of).toList());
    }

    private static List<PreferredTerm> preferred(@Nullable NodeAffinity nodes) {
        if (nodes == null) {
            return List.of();
        }
        return nodes.getPreferredDuringSchedulingIgnoredDuringExecution().stream()
                .map(wire -> new PreferredTerm(wire.getWeight(), NodeTerm.of(wire.getPreference())))
                .filter(preferred -> !preferred.term().isEmpty())
                .toList();
    }
}
