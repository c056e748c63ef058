package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about a pod that decides where it may go. Pods of one shape are interchangeable, so
/// the work of judging nodes is done once for all of them.
///
/// @param nodeName the node asked for by name; empty: any
public record PodShape(
        String nodeName, PodRequests requests, NodeSelection nodes, List<Toleration> tolerations) {
    public PodShape {
        tolerations = List.copyOf(tolerations);
    }

    static PodShape of(PodSpec spec) {
        return new PodShape(
                spec.getNodeName() == null ? "" : spec.getNodeName(),
                PodRequests.of(spec),
                NodeSelection.of(spec),
                spec.getTolerations().stream().map(PodShape::toleration).toList());
    }

    private static Toleration toleration(io.fabric8.kubernetes.api.model.Toleration wire) {
        return new Toleration(
                orEmpty(wire.getKey()),
                "Exists".equals(wire.getOperator()),
                orEmpty(wire.getValue()),
                orEmpty(wire.getEffect()));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
