package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;
import java.util.Map;

/// Defaults in a schema must themselves be what the schema asks for.
final class DefaultRules {
    private static final List<String> METADATA = List.of("metadata", "kind", "apiVersion");

    private DefaultRules() {}

    static void check(JsonNode schema, FieldPath path, List<FieldError> errors) {
        check(schema, true, path, errors);
    }

    /// There are none to look at below `additionalProperties`.
    private static void check(
            JsonNode schema, boolean isObject, FieldPath path, List<FieldError> errors) {
        JsonNode value = schema.path("default");
        if (!value.isMissingNode() && !value.isNull()) {
            FieldPath valuePath = path.child("default");
            if (!isPruned(value, schema, isObject)) {
                errors.add(FieldError.invalid(valuePath, value, "must not have unknown fields"));
            }
            ValueRules.check(value, schema, valuePath, errors);
        }
        JsonNode items = Fields.at(schema, "items");
        if (items.isObject()) {
            check(items, isEmbedded(items), path.child("items"), errors);
        }
        for (Map.Entry<String, JsonNode> property :
                Fields.entries(Fields.at(schema, "properties"))) {
            FieldPath propertyPath = path.child("properties").key(property.getKey());
            check(property.getValue(), isEmbedded(property.getValue()), propertyPath, errors);
        }
    }

    private static boolean isEmbedded(JsonNode schema) {
        return Fields.isTrue(schema, "x-kubernetes-embedded-resource");
    }

    /// Whether a value has no field that its schema does not know.
    private static boolean isPruned(JsonNode value, JsonNode schema, boolean isObject) {
        boolean isPruned = true;
        if (value.isArray()) {
            JsonNode items = Fields.at(schema, "items");
            for (JsonNode item : value) {
                isPruned &= isPruned(item, items, isEmbedded(items));
            }
        }
        for (Map.Entry<String, JsonNode> field : Fields.entries(value)) {
            JsonNode known = Fields.at(schema, "properties", field.getKey());
            JsonNode others = Fields.at(schema, "additionalProperties");
            if (isObject && METADATA.contains(field.getKey())) {
                continue;
            }
            if (known.isObject()) {
                isPruned &= isPruned(field.getValue(), known, isEmbedded(known));
            } else if (others.isObject()) {
                isPruned &= isPruned(field.getValue(), others, isEmbedded(others));
            } else {
                isPruned &=
                        others.asBoolean(false)
                                || Fields.isTrue(schema, "x-kubernetes-preserve-unknown-fields");
            }
        }
        return isPruned;
    }
}
