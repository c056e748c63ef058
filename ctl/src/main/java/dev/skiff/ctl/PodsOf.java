package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.selector.LabelSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        boolean isObject = selector.has("matchLabels") || selector.has("matchExpressions");
        return isObject
                ? LabelSelector.ofObject(selector).toString()
                : LabelSelector.ofLabels(Describer.sorted(selector)).toString();
    }
}
