package dev.skiff.controllers.node;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides when a pod has to leave a tainted node: at once, after the time it tolerates, or never.
final class EvictionPlanner {
    private EvictionPlanner() {}

    /// @param taints those of the node that evict
    /// @param since when a taint counts from that doesn't say when it was added
    /// @return empty: it may stay
    static Optional<Instant> leavesAt(Pod pod, List<Taint> taints, Instant since) {
        return taints.stream()
                .flatMap(taint -> leavesAt(pod, taint, since).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Instant> leavesAt(Pod pod, Taint taint, Instant since) {
        Instant from = taint.getTimeAdded() == null ? since : Times.parse(taint.getTimeAdded());
        Optional<Toleration> toleration =
                pod.getSpec().getTolerations().stream()
                        .filter(candidate -> tolerates(candidate, taint))
                        .findFirst();
        if (toleration.isEmpty()) {
            return Optional.of(from);
        }
        return Optional.ofNullable(toleration.get().getTolerationSeconds())
                .map(seconds -> from.plusSeconds(Math.max(0, seconds)));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        String effect = toleration.getEffect();
        if (effect != null && !effect.isEmpty() && !effect.equals(taint.getEffect())) {
            return false;
        }
        String key = Optional.ofNullable(toleration.getKey()).orElse("");
        if (!key.isEmpty() && !key.equals(taint.getKey())) {
            return false;
        }
        if ("Exists".equals(toleration.getOperator())) {
            return true;
        }
        String value = Optional.ofNullable(toleration.getValue()).orElse("");
        return !key.isEmpty() && value.equals(Optional.ofNullable(taint.getValue()).orElse(""));
    }
}
