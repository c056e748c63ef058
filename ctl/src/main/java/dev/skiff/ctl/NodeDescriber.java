package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node, what it can carry, and the pods on it.
final class NodeDescriber implements Describer {
    @Override
    public void describe(ObjectNode node, TabText text, Session session) {
        JsonNode spec = node.path("spec");
        JsonNode status = node.path("status");
        Describer.head(node, text);
        Describer.labelsAndAnnotations(node, text);
        text.line(
                0, "CreationTimestamp:", node.path("metadata").path("creationTimestamp").asText());
        taints(text, spec.path("taints"));
        text.line(0, "Unschedulable:", Boolean.toString(spec.path("unschedulable").asBoolean()));
        Describer.conditions(
                text,
                status.path("conditions"),
                "type",
                "status",
                "lastHeartbeatTime",
                "reason",
                "message");
        text.line(0, "Addresses:");
        status.path("addresses")
                .forEach(
                        address ->
                                text.line(
                                        1,
                                        address.path("type").asText() + ":",
                                        address.path("address").asText()));
        quantities(text, "Capacity:", status.path("capacity"));
        quantities(text, "Allocatable:", status.path("allocatable"));
        text.line(0, "System Info:");
        status.path("nodeInfo")
                .properties()
                .forEach(info -> text.line(1, info.getKey() + ":", info.getValue().asText()));
        pods(node, text, session);
    }

    private static void taints(TabText text, JsonNode taints) {
        List<String> shown = new ArrayList<>();
        for (JsonNode taint : taints) {
            String value = taint.path("value").asText();
            shown.add(
                    taint.path("key").asText()
                            + (value.isEmpty() ? "" : "=" + value)
                            + ":"
                            + taint.path("effect").asText());
        }
        text.line(0, "Taints:", shown.isEmpty() ? "<none>" : shown.getFirst());
        shown.stream().skip(1).forEach(taint -> text.line(0, "", taint));
    }

    private static void quantities(TabText text, String title, JsonNode quantities) {
        text.line(0, title);
        quantities
                .properties()
                .forEach(
                        quantity ->
                                text.line(
                                        1, quantity.getKey() + ":", quantity.getValue().asText()));
    }

    private static void pods(ObjectNode node, TabText text, Session session) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fieldSelector", "spec.nodeName=" + Manifest.nameOf(node));
        JsonNode pods = session.get("/api/v1/pods", query).path("items");
        text.line(0, "Non-terminated Pods:", "(" + pods.size() + " in total)");
        text.line(1, "Namespace", "Name");
        text.line(1, "---------", "----");
        pods.forEach(
                pod ->
                        text.line(
                                1,
                                pod.path("metadata").path("namespace").asText(),
                                Manifest.nameOf(pod)));
    }
}
