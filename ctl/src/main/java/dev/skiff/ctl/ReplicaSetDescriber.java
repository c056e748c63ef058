package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A ReplicaSet, its pods by phase, and its template.
final class ReplicaSetDescriber implements Describer {
    @Override
    public void describe(ObjectNode set, TabText text, Session session) {
        JsonNode spec = set.path("spec");
        JsonNode status = set.path("status");
        String selector = PodsOf.selector(spec.path("selector"));
        Describer.head(set, text);
        text.line(0, "Selector:", selector);
        Describer.labelsAndAnnotations(set, text);
        Describer.controlledBy(set, text);
        text.line(
                0,
                "Replicas:",
                "%d current / %d desired"
                        .formatted(status.path("replicas").asInt(), spec.path("replicas").asInt()));
        text.line(0, "Pods Status:", phases(set, selector, session));
        PodTemplateText.write(text, spec.path("template"));
        Describer.conditionsWithReasons(text, status.path("conditions"));
    }

    private static String phases(ObjectNode set, String selector, Session session) {
        String namespace = set.path("metadata").path("namespace").asText();
        String uid = set.path("metadata").path("uid").asText();
        JsonNode pods =
                session.get(
                        "/api/v1/namespaces/" + namespace + "/pods",
                        Map.of("labelSelector", selector));
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (JsonNode pod : pods.path("items")) {
            String owner = pod.at("/metadata/ownerReferences/0/uid").asText();
            if (owner.equals(uid)) {
                counts.merge(pod.path("status").path("phase").asText(), 1, Integer::sum);
            }
        }
        return "%d Running / %d Waiting / %d Succeeded / %d Failed"
                .formatted(
                        counts.getOrDefault("Running", 0),
                        counts.getOrDefault("Pending", 0),
                        counts.getOrDefault("Succeeded", 0),
                        counts.getOrDefault("Failed", 0));
    }
}
