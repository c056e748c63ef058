package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import java.time.Instant;

/// Conditions of pods that the server itself sets.
final class PodConditions {
    private PodConditions() {}

    /// The condition that this holds, since now.
    static ObjectNode holding(String type, Instant now) {
        ObjectNode condition = Json.object();
        condition.put("type", type).put("status", "True");
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime", Timestamps.format(now));
        return condition;
    }

    /// Puts the condition in the place of an older one of its type. What held already held since
    /// then.
    static void put(ObjectNode pod, ObjectNode condition) {
        ArrayNode conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
        for (int i = 0; i < conditions.size(); i++) {
            if (Fields.text(conditions.get(i), "type").equals(Fields.text(condition, "type"))) {
                if (Fields.text(conditions.get(i), "status").equals("True")) {
                    condition.set(
                            "lastTransitionTime", conditions.get(i).path("lastTransitionTime"));
                }
                conditions.set(i, condition);
                return;
            }
        }
        conditions.add(condition);
    }
}
