package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What placement reads of a Node object. Heartbeats change none of it.
///
/// @param allocatable what pods may request in total
/// @param allowedPods how many pods may run there
public record NodeFacts(
        String name,
        SortedMap<String, String> labels,
        List<Taint> taints,
        boolean isUnschedulable,
        Resources allocatable,
        long allowedPods) {
    public NodeFacts {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = List.copyOf(taints);
    }

    public static NodeFacts of(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        Map<String, Quantity> allocatable =
                node.getStatus() == null || node.getStatus().getAllocatable() == null
                        ? Map.of()
                        : node.getStatus().getAllocatable();
        return new NodeFacts(
                node.getMetadata().getName(),
                labels == null ? Collections.emptySortedMap() : new TreeMap<>(labels),
                taints(node),
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
                Amounts.of(allocatable),
                Amounts.whole(allocatable.get(Amounts.PODS)));
    }

    private static List<Taint> taints(Node node) {
        if (node.getSpec() == null) {
            return List.of();
        }
        return node.getSpec().getTaints().stream()
                .map(
                        taint ->
                                new Taint(
                                        taint.getKey(),
                                        taint.getValue() == null ? "" : taint.getValue(),
                                        Taint.Effect.ofWireName(taint.getEffect())))
                .toList();
    }
}
