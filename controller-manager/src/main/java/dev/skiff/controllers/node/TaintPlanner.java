package dev.skiff.controllers.node;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides which taints a node carries for its conditions. Taints with other keys are the user's
/// and stay as they are, and so do ours that are there already, with the time they were added.
final class TaintPlanner {
    private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    private static final Map<String, String> PRESSURES = new LinkedHashMap<>();

    static {
        PRESSURES.put("MemoryPressure", "node.kubernetes.io/memory-pressure");
        PRESSURES.put("DiskPressure", "node.kubernetes.io/disk-pressure");
        PRESSURES.put("NetworkUnavailable", "node.kubernetes.io/network-unavailable");
        PRESSURES.put("PIDPressure", "node.kubernetes.io/pid-pressure");
    }

    private TaintPlanner() {}

    /// @param mayEvict whether a taint that evicts pods may be added; one that is there stays
    static List<Taint> plan(Node node, boolean mayEvict, Instant now) {
        List<Taint> taints = new ArrayList<>();
        NodeFacts.taints(node).stream().filter(taint -> !isOurs(taint)).forEach(taints::add);
        for (Taint wanted : wanted(node, now)) {
            Optional<Taint> present = find(node, wanted);
            if (present.isPresent() || mayEvict || !wanted.getEffect().equals("NoExecute")) {
                taints.add(present.orElse(wanted));
            }
        }
        return taints;
    }

    /// Whether the node should evict its pods and doesn't yet.
    static boolean wantsToEvict(Node node, Instant now) {
        return wanted(node, now).stream()
                .filter(taint -> taint.getEffect().equals("NoExecute"))
                .anyMatch(taint -> find(node, taint).isEmpty());
    }

    private static List<Taint> wanted(Node node, Instant now) {
        List<Taint> wanted = new ArrayList<>();
        String trouble =
                switch (NodeFacts.conditionStatus(node, "Ready")) {
                    case "False" -> NodeFacts.NOT_READY;
                    case "Unknown" -> NodeFacts.UNREACHABLE;
                    default -> "";
                };
        if (!trouble.isEmpty()) {
            wanted.add(taint(trouble, "NoSchedule", now));
            wanted.add(taint(trouble, "NoExecute", now));
        }
        if (NodeFacts.condition(node, "Ready").isEmpty()) {
            wanted.add(taint(NodeFacts.NOT_READY, "NoSchedule", now));
        }
        PRESSURES.forEach(
                (condition, key) -> {
                    if (NodeFacts.conditionStatus(node, condition).equals("True")) {
                        wanted.add(taint(key, "NoSchedule", now));
                    }
                });
        if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            wanted.add(taint(UNSCHEDULABLE, "NoSchedule", now));
        }
        return wanted;
    }

    private static boolean isOurs(Taint taint) {
        return switch (taint.getEffect()) {
            case "NoExecute" ->
                    taint.getKey().equals(NodeFacts.NOT_READY)
                            || taint.getKey().equals(NodeFacts.UNREACHABLE);
            case "NoSchedule" ->
                    taint.getKey().equals(NodeFacts.NOT_READY)
                            || taint.getKey().equals(NodeFacts.UNREACHABLE)
                            || taint.getKey().equals(UNSCHEDULABLE)
                            || PRESSURES.containsValue(taint.getKey());
            default -> false;
        };
    }

    private static Optional<Taint> find(Node node, Taint wanted) {
        return NodeFacts.taints(node).stream()
                .filter(taint -> taint.getKey().equals(wanted.getKey()))
                .filter(taint -> taint.getEffect().equals(wanted.getEffect()))
                .findFirst();
    }

    private static Taint taint(String key, String effect, Instant now) {
        return new TaintBuilder()
                .withKey(key)
                .withEffect(effect)
                .withTimeAdded(Times.format(now))
                .build();
    }
}
