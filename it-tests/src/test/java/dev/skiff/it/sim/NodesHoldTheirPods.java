package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.math.BigDecimal;
import java.util.Optional;

/// No node is given more than it can hold, however late the scheduler hears of what it did.
final class NodesHoldTheirPods implements ClusterView.WriteListener {
    private final ClusterView view;

    NodesHoldTheirPods(ClusterView view) {
        this.view = view;
    }

    @Override
    public void onWrite(Kind kind, Optional<JsonNode> before, Optional<JsonNode> now) {
        if (kind == Kinds.POD && now.isPresent() && !Facts.nodeName(now.get()).isEmpty()) {
            boolean wasBound = before.filter(pod -> !Facts.nodeName(pod).isEmpty()).isPresent();
            if (!wasBound) {
                check(Facts.nodeName(now.get()));
            }
        }
    }

    private void check(String nodeName) {
        Optional<JsonNode> node = view.get(Kinds.NODE, "", nodeName);
        if (node.isEmpty()) {
            return;
        }
        BigDecimal requested = BigDecimal.ZERO;
        for (JsonNode pod : view.list(Kinds.POD)) {
            if (Facts.nodeName(pod).equals(nodeName) && !Facts.isFinished(pod)) {
                requested = requested.add(requestedCpu(pod));
            }
        }
        BigDecimal allocatable = cpu(node.get().path("status").path("allocatable"));
        if (requested.compareTo(allocatable) > 0) {
            throw new AssertionError(
                    "node %s has %s CPUs and was given pods that request %s"
                            .formatted(nodeName, allocatable, requested));
        }
    }

    private static BigDecimal requestedCpu(JsonNode pod) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode container : pod.path("spec").path("containers")) {
            sum = sum.add(cpu(container.path("resources").path("requests")));
        }
        return sum;
    }

    private static BigDecimal cpu(JsonNode resources) {
        String quantity = resources.path("cpu").asText("0");
        return quantity.endsWith("m")
                ? new BigDecimal(quantity.substring(0, quantity.length() - 1)).movePointLeft(3)
                : new BigDecimal(quantity);
    }
}
