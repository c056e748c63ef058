package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.quantity.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pods on a node, and how much of it they ask for and may take.
final class NodePodsText {
    private final TabText text;
    private final Session session;

    NodePodsText(TabText text, Session session) {
        this.text = text;
        this.session = session;
    }

    void write(ObjectNode node) {
        JsonNode pods = pods(Manifest.nameOf(node));
        Map<String, Quantity> allocatable = new LinkedHashMap<>();
        Describer.sorted(node.path("status").path("allocatable"))
                .forEach((name, amount) -> allocatable.put(name, Quantity.of(amount)));
        text.line(0, "Non-terminated Pods:", "(" + pods.size() + " in total)");
        text.line(
                1,
                "Namespace",
                "Name",
                "",
                "CPU Requests",
                "CPU Limits",
                "Memory Requests",
                "Memory Limits",
                "Age");
        text.line(
                1,
                "---------",
                "----",
                "",
                "------------",
                "----------",
                "---------------",
                "-------------",
                "---");
        for (JsonNode pod : pods) {
            pod(pod, allocatable);
        }
        totals(pods, allocatable);
    }

    private JsonNode pods(String node) {
        return session.get(
                        "/api/v1/pods",
                        Map.of(
                                "fieldSelector",
                                "spec.nodeName="
                                        + node
                                        + ",status.phase!=Succeeded,status.phase!=Failed"))
                .path("items");
    }

    private void pod(JsonNode pod, Map<String, Quantity> allocatable) {
        Instant created = Instant.parse(pod.path("metadata").path("creationTimestamp").asText());
        Quantity cpuRequests = PodResources.sum(pod, "requests", "cpu");
        Quantity cpuLimits = PodResources.sum(pod, "limits", "cpu");
        Quantity memoryRequests = PodResources.sum(pod, "requests", "memory");
        Quantity memoryLimits = PodResources.sum(pod, "limits", "memory");
        text.line(
                1,
                pod.path("metadata").path("namespace").asText(),
                Manifest.nameOf(pod),
                "",
                share(cpuRequests, allocatable.get("cpu")),
                share(cpuLimits, allocatable.get("cpu")),
                share(memoryRequests, allocatable.get("memory")),
                share(memoryLimits, allocatable.get("memory")),
                Durations.age(Duration.between(created, session.time().instant())));
    }

    private void totals(JsonNode pods, Map<String, Quantity> allocatable) {
        text.line(0, "Allocated resources:");
        text.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
        text.line(1, "Resource", "Requests", "Limits");
        text.line(1, "--------", "--------", "------");
        for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
            text.line(
                    1,
                    resource,
                    share(total(pods, "requests", resource), allocatable.get(resource)),
                    share(total(pods, "limits", resource), allocatable.get(resource)));
        }
    }

    private static Quantity total(JsonNode pods, String kind, String resource) {
        Quantity total = Quantity.ZERO;
        for (JsonNode pod : pods) {
            total = total.plus(PodResources.sum(pod, kind, resource));
        }
        return total;
    }

    private static String share(
            Quantity amount, @org.jspecify.annotations.Nullable Quantity whole) {
        long percent =
                whole == null || whole.signum() == 0
                        ? 0
                        : (long) (100.0 * amount.millis() / whole.millis());
        return amount + " (" + percent + "%)";
    }
}
