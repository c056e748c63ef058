package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Whether what stands for schemas below `items` and the like are some: there the body's decoder
/// lets everything through. Upstream's decoder refuses them, before anything else is looked at.
final class SchemaShape {
    private SchemaShape() {}

    static void check(JsonNode schema, FieldPath path, List<FieldError> errors) {
        for (SchemaForm.Field field : SchemaForm.fields()) {
            JsonNode value = Fields.at(schema, field.jsonName());
            FieldPath fieldPath = path.child(field.jsonName());
            if (value.isMissingNode()) {
                continue;
            }
            if (fits(value, field.what())) {
                below(value, field.what(), fieldPath, errors);
            } else {
                String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
                errors.add(
                        new FieldError(
                                FieldError.Type.TYPE_INVALID,
                                fieldPath.text(),
                                GoText.quote(type),
                                "cannot be of this type"));
            }
        }
    }

    private static boolean fits(JsonNode value, String what) {
        return switch (what) {
            case "t", "T" -> value.isTextual();
            case "f", "F" -> value.isBoolean();
            case "n" -> value.isNumber();
            case "x" -> value.isArray() && all(value, JsonNode::isTextual);
            case "e" -> value.isArray();
            case "s", "o" -> value.isObject();
            case "l", "r" -> value.isArray() && all(value, JsonNode::isObject);
            case "m" -> value.isObject() && all(value, JsonNode::isObject);
            case "i" -> value.isObject() || (value.isArray() && all(value, JsonNode::isObject));
            case "b" -> value.isObject() || value.getNodeType() == JsonNodeType.BOOLEAN;
            default -> true;
        };
    }

    private static boolean all(JsonNode container, Predicate<JsonNode> wanted) {
        boolean all = true;
        for (JsonNode element : container) {
            all &= wanted.test(element);
        }
        return all;
    }

    private static void below(
            JsonNode value, String what, FieldPath path, List<FieldError> errors) {
        switch (what) {
            case "s" -> check(value, path, errors);
            case "m" -> {
                for (Map.Entry<String, JsonNode> entry : Fields.entries(value)) {
                    check(entry.getValue(), path.key(entry.getKey()), errors);
                }
            }
            case "l", "i", "b" -> {
                if (value.isObject()) {
                    check(value, path, errors);
                }
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    check(value.get(i), path.index(i), errors);
                }
            }
            default -> {}
        }
    }
}
