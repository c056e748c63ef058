package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The pods that a workload or a Service selects.
final class PodsOf {
    private final Session session;

    PodsOf(Session session) {
        this.session = session;
    }

    List<String> names(ResourceType type, String name) {
        ObjectNode owner = session.get(type.objectPath(session.namespace(), name), Map.of());
        String selector = selector(owner.path("spec").path("selector"));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("labelSelector", selector);
        ObjectNode pods = session.get("/api/v1/namespaces/" + session.namespace() + "/pods", query);
        List<String> names = new ArrayList<>();
        pods.path("items").forEach(pod -> names.add(Manifest.nameOf(pod)));
        return names;
    }

    /// A label selector object, or a Service's plain map, in the form of a query.
    static String selector(JsonNode selector) {
        JsonNode labels = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
        List<String> terms = new ArrayList<>();
        TreeMap<String, String> sorted = new TreeMap<>();
        labels.properties().stream()
                .filter(label -> label.getValue().isTextual())
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        sorted.forEach((key, value) -> terms.add(key + "=" + value));
        for (JsonNode expression : selector.path("matchExpressions")) {
            terms.add(expression(expression));
        }
        return String.join(",", terms);
    }

    private static String expression(JsonNode expression) {
        String key = expression.path("key").asText();
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        return switch (expression.path("operator").asText()) {
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
            default -> key + " in (" + String.join(",", values) + ")";
        };
    }
}
