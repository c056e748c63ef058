package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What an autoscaler does when it is not told otherwise.
public final class AutoscalerDefaults {
    private static final long CPU_PERCENT = 80;
    private static final long POLICY_SECONDS = 15;

    private AutoscalerDefaults() {}

    public static void apply(ObjectNode autoscaler) {
        ObjectNode spec = Fields.child(autoscaler, "spec");
        Fields.defaultNumber(spec, "minReplicas", 1);
        if (Fields.at(spec, "metrics").isEmpty()) {
            spec.putArray("metrics").add(MetricForms.cpu(CPU_PERCENT));
        }
        if (spec.get("behavior") instanceof ObjectNode behavior) {
            ObjectNode up = Fields.child(behavior, "scaleUp");
            Fields.defaultNumber(up, "stabilizationWindowSeconds", 0);
            complete(up, List.of(policy("Pods", 4), policy("Percent", 100)));
            complete(Fields.child(behavior, "scaleDown"), List.of(policy("Percent", 100)));
        }
    }

    private static void complete(ObjectNode rules, List<ObjectNode> policies) {
        if (!Fields.has(rules, "selectPolicy")) {
            rules.put("selectPolicy", "Max");
        }
        if (!Fields.has(rules, "policies")) {
            ArrayNode list = rules.putArray("policies");
            list.addAll(policies);
        }
    }

    private static ObjectNode policy(String type, long value) {
        return Json.object()
                .put("type", type)
                .put("value", value)
                .put("periodSeconds", POLICY_SECONDS);
    }
}
