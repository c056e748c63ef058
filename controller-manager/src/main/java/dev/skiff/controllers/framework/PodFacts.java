package dev.skiff.controllers.framework;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The few questions controllers ask of a pod.
public final class PodFacts {
    private PodFacts() {}

    public static ObjectKey key(Pod pod) {
        return new ObjectKey(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    /// Neither finished nor being deleted: it counts as a replica.
    public static boolean isActive(Pod pod) {
        return !isFinished(pod) && !isTerminating(pod);
    }

    public static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    public static boolean isFinished(Pod pod) {
        String phase = phase(pod);
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    public static String phase(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null
                ? ""
                : pod.getStatus().getPhase();
    }

    /// The name of the pod's node; empty while it has none.
    public static String nodeName(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
    }

    public static boolean isReady(Pod pod) {
        return readyCondition(pod).isPresent();
    }

    /// Since when the pod is ready; empty if it isn't.
    public static Optional<Instant> readySince(Pod pod) {
        return readyCondition(pod).map(condition -> Times.parse(condition.getLastTransitionTime()));
    }

    private static Optional<PodCondition> readyCondition(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        for (PodCondition condition : pod.getStatus().getConditions()) {
            if (condition.getType().equals("Ready")) {
                return Optional.of(condition).filter(ready -> ready.getStatus().equals("True"));
            }
        }
        return Optional.empty();
    }

    /// From when on the pod counts as available; empty if it isn't ready.
    public static Optional<Instant> availableFrom(Pod pod, Duration minReady) {
        return readySince(pod).map(since -> since.plus(minReady));
    }

    /// The restarts of the container that restarted most.
    public static int mostRestarts(Pod pod) {
        if (pod.getStatus() == null) {
            return 0;
        }
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        return containers.stream().mapToInt(ContainerStatus::getRestartCount).max().orElse(0);
    }
}
