package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ListKind;
import dev.skiff.api.schema.ScalarKind;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What identifies the elements of sets and of lists with keys.
final class ListElements {
    private ListElements() {}

    /// Empty when nothing identifies it.
    static Optional<PathElement> element(FieldType.ListOf list, JsonNode value) {
        if (list.kind() == ListKind.SET) {
            return value.isValueNode() && !value.isNull()
                    ? Optional.of(PathElement.value(value))
                    : Optional.empty();
        }
        if (!value.isObject()) {
            return Optional.empty();
        }
        return list.keys().size() == 1 ? byOneKey(list, value) : byKeys(list, value);
    }

    /// Why nothing identifies it.
    static String problem(FieldType.ListOf list, JsonNode value) {
        if (list.kind() == ListKind.SET) {
            return switch (value.getNodeType()) {
                case OBJECT -> "associative list without keys has an element that's a map type";
                case ARRAY -> "not supported: associative list with lists as elements";
                default -> "associative list without keys has an element that's an explicit null";
            };
        }
        if (!value.isObject()) {
            return value.isNull()
                    ? "associative list with keys may not have a null element"
                    : "associative list with keys may not have non-map elements";
        }
        String missing =
                list.keys().stream()
                        .filter(key -> part(list, value, key) == null)
                        .findFirst()
                        .orElse("");
        return "associative list with keys has an element that omits key field \"%s\" (and doesn't have default value)"
                .formatted(missing);
    }

    private static Optional<PathElement> byOneKey(FieldType.ListOf list, JsonNode value) {
        String key = list.keys().getFirst();
        JsonNode part = part(list, value, key);
        return part == null
                ? Optional.empty()
                : Optional.of(PathElement.key(Json.object().set(key, part)));
    }

    private static Optional<PathElement> byKeys(FieldType.ListOf list, JsonNode value) {
        TreeMap<String, JsonNode> parts = new TreeMap<>();
        for (String key : list.keys()) {
            JsonNode part = part(list, value, key);
            if (part == null) {
                return Optional.empty();
            }
            parts.put(key, part);
        }
        ObjectNode fields = Json.object();
        return Optional.of(PathElement.key(fields.setAll(parts)));
    }

    private static @Nullable JsonNode part(FieldType.ListOf list, JsonNode value, String key) {
        JsonNode part = value.get(key);
        return part != null ? part : defaultOf(list.element(), key);
    }

    /// A text that is left out is empty, a number nought.
    private static @Nullable JsonNode defaultOf(FieldType element, String name) {
        FieldSchema field =
                element instanceof FieldType.Struct struct
                        ? struct.schema().field(name).orElse(null)
                        : null;
        if (field == null) {
            return null;
        }
        return field.defaultValue().orElseGet(() -> zero(field.type()));
    }

    private static @Nullable JsonNode zero(FieldType type) {
        if (!(type instanceof FieldType.Scalar(var kind, var _))) {
            return null;
        }
        if (kind == ScalarKind.STRING) {
            return TextNode.valueOf("");
        }
        return kind == ScalarKind.INT32 || kind == ScalarKind.INT64 ? IntNode.valueOf(0) : null;
    }
}
