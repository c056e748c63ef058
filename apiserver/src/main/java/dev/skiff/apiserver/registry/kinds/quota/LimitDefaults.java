package dev.skiff.apiserver.registry.kinds.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.Map;

/// What limits of containers say besides: whoever sets bounds has set defaults, too.
public final class LimitDefaults {
    private LimitDefaults() {}

    public static void apply(ObjectNode limitRange) {
        for (JsonNode limit : Fields.at(limitRange, "spec", "limits")) {
            if (Fields.text(limit, "type").equals("Container")) {
                complete("default", "max", (ObjectNode) limit);
                complete("defaultRequest", "default", (ObjectNode) limit);
                complete("defaultRequest", "min", (ObjectNode) limit);
            }
        }
    }

    /// Takes over the amounts that `field` has not.
    private static void complete(String field, String source, ObjectNode limit) {
        for (Map.Entry<String, JsonNode> amount : Fields.entries(Fields.at(limit, source))) {
            ObjectNode amounts = Fields.child(limit, field);
            if (!Fields.has(amounts, amount.getKey())) {
                amounts.set(amount.getKey(), amount.getValue());
            }
        }
    }
}
