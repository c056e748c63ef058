package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How an autoscaler behaves, as the annotation of `autoscaling/v1` says it: in the form of
/// upstream's own memory. Reading it, upper and lower case are alike.
final class BehaviorForms {
    private BehaviorForms() {}

    static String write(JsonNode behavior) {
        return GoText.json(InternalForm.of("HorizontalPodAutoscalerBehavior", behavior));
    }

    /// Empty when it says nothing, or nothing that can be read.
    static Optional<JsonNode> read(JsonNode written) {
        return fields(written, Map.of("scaleup", "scaleUp", "scaledown", "scaleDown"), rules())
                .filter(behavior -> !behavior.isEmpty());
    }

    private static Reader rules() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("stabilizationwindowseconds", "stabilizationWindowSeconds");
        names.put("selectpolicy", "selectPolicy");
        names.put("policies", "policies");
        names.put("tolerance", "tolerance");
        return (_, rules) ->
                fields(
                        rules,
                        names,
                        (name, value) ->
                                switch (name) {
                                    case "stabilizationWindowSeconds" -> GoValues.int32(value);
                                    case "selectPolicy" -> GoValues.text(value);
                                    case "tolerance" -> GoValues.quantity(value);
                                    default -> GoValues.list(value, BehaviorForms::policy);
                                });
    }

    private static Optional<JsonNode> policy(JsonNode written) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("type", "type");
        names.put("value", "value");
        names.put("periodseconds", "periodSeconds");
        return fields(
                        written,
                        names,
                        (name, value) ->
                                name.equals("type") ? GoValues.text(value) : GoValues.int32(value))
                .map(BehaviorForms::completed);
    }

    private static JsonNode completed(JsonNode policy) {
        ObjectNode completed = Json.object().put("type", "").put("value", 0);
        return completed.put("periodSeconds", 0).setAll((ObjectNode) policy);
    }

    private interface Reader {
        Optional<JsonNode> read(String name, JsonNode value);
    }

    /// @param names the names to be had, by what they are in lower case
    private static Optional<JsonNode> fields(
            JsonNode written, Map<String, String> names, Reader reader) {
        if (!written.isObject()) {
            return Optional.empty();
        }
        ObjectNode read = Json.object();
        for (Map.Entry<String, JsonNode> field : Fields.entries(written)) {
            String name = names.get(field.getKey().toLowerCase(Locale.ROOT));
            if (name == null || field.getValue().isNull()) {
                continue;
            }
            Optional<JsonNode> value = reader.read(name, field.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            read.set(name, value.get());
        }
        return Optional.of(read);
    }
}
