package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What the server itself writes into pods before it looks at them.
public final class PodPreparation {
    private PodPreparation() {}

    /// A new pod waits; how well it will be served is known from the start.
    public static void create(ObjectNode pod) {
        ObjectNode spec = Fields.child(pod, "spec");
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Pending");
        status.put("qosClass", QosClass.of(spec));
        if (!Fields.at(spec, "schedulingGates").isEmpty()) {
            gatedCondition(status, Fields.text(pod, "metadata", "creationTimestamp"));
        }
        if (Fields.number(spec, "terminationGracePeriodSeconds") < 0) {
            spec.put("terminationGracePeriodSeconds", 1);
        }
        labelKeys(pod);
        PodDefaults.serviceAccount(spec);
    }

    private static void gatedCondition(ObjectNode status, String now) {
        ObjectNode condition = status.putArray("conditions").addObject();
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime", now);
        condition.put("message", "Scheduling is blocked due to non-empty scheduling gates");
        condition.put("reason", "SchedulingGated");
        condition.put("status", "False");
        condition.put("type", "PodScheduled");
    }

    /// Terms that match pods by the values of their own labels get these values as expressions.
    private static void labelKeys(ObjectNode pod) {
        JsonNode labels = Fields.at(pod, "metadata", "labels");
        JsonNode spec = Fields.at(pod, "spec");
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            JsonNode affinity = Fields.at(spec, "affinity", kind);
            for (JsonNode preferred : Fields.at(affinity, AffinityRules.PREFERRED)) {
                merge(Fields.at(preferred, "podAffinityTerm"), labels);
            }
            Fields.at(affinity, AffinityRules.REQUIRED).forEach(term -> merge(term, labels));
        }
        for (JsonNode constraint : Fields.at(spec, "topologySpreadConstraints")) {
            merge(constraint, labels);
        }
    }

    private static void merge(JsonNode term, JsonNode labels) {
        if (!(term.get("labelSelector") instanceof ObjectNode selector)) {
            return;
        }
        expressions(Fields.at(term, "matchLabelKeys"), "In", labels, selector);
        expressions(Fields.at(term, "mismatchLabelKeys"), "NotIn", labels, selector);
    }

    private static void expressions(
            JsonNode keys, String operator, JsonNode labels, ObjectNode selector) {
        for (JsonNode key : keys) {
            if (Fields.has(labels, key.asText())) {
                ArrayNode expressions = selector.withArrayProperty("matchExpressions");
                ObjectNode expression = expressions.addObject();
                expression.put("key", key.asText()).put("operator", operator);
                expression.putArray("values").add(Fields.text(labels, key.asText()));
            }
        }
    }

    /// Who owns a pod, and how well it is served, is not for its node to change.
    public static void status(ObjectNode updated, ObjectNode stored) {
        ObjectNode metadata = Fields.child(updated, "metadata");
        JsonNode before = Fields.at(stored, "metadata");
        PodChangeRules.restore(metadata, before, "ownerReferences");
        PodChangeRules.restore(metadata, before, "deletionTimestamp");
        ObjectNode status = Fields.child(updated, "status");
        if (Fields.text(status, "qosClass").isEmpty()) {
            PodChangeRules.restore(status, Fields.at(stored, "status"), "qosClass");
        }
        if (Fields.number(status, "observedGeneration") == 0) {
            PodChangeRules.restore(status, Fields.at(stored, "status"), "observedGeneration");
        }
    }
}
