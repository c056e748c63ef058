package dev.skiff.scheduler.snapshot;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the scheduler reads of a Pod object.
///
/// @param nodeName empty while the pod has no node
/// @param isGated whether something outside holds it back until it is ready to be placed
/// @param isOver whether it is finished or being deleted, so that no node need be found for it
/// @param holdsResources whether it takes room on its node: it isn't finished
/// @param lastRefusal what its PodScheduled condition says if that is false
public record PodRecord(
        ObjectKey key,
        String uid,
        String resourceVersion,
        String schedulerName,
        int priority,
        PodShape shape,
        String nodeName,
        boolean isGated,
        boolean isOver,
        boolean holdsResources,
        Optional<Refusal> lastRefusal) {

    /// Why a pod has no node, as its PodScheduled condition tells it.
    public record Refusal(String reason, String message) {}

    public static PodRecord of(Pod pod) {
        PodSpec spec = pod.getSpec();
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        boolean finished = "Succeeded".equals(phase) || "Failed".equals(phase);
        return new PodRecord(
                new ObjectKey(pod.getMetadata().getNamespace(), pod.getMetadata().getName()),
                pod.getMetadata().getUid(),
                orEmpty(pod.getMetadata().getResourceVersion()),
                orEmpty(spec.getSchedulerName()),
                spec.getPriority() == null ? 0 : spec.getPriority(),
                PodShape.of(spec),
                orEmpty(spec.getNodeName()),
                !spec.getSchedulingGates().isEmpty(),
                finished || pod.getMetadata().getDeletionTimestamp() != null,
                !finished,
                lastRefusal(pod));
    }

    public boolean isAssigned() {
        return !nodeName.isEmpty();
    }

    private static Optional<Refusal> lastRefusal(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        for (PodCondition condition : pod.getStatus().getConditions()) {
            if (condition.getType().equals("PodScheduled")
                    && "False".equals(condition.getStatus())) {
                return Optional.of(
                        new Refusal(
                                orEmpty(condition.getReason()), orEmpty(condition.getMessage())));
            }
        }
        return Optional.empty();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
