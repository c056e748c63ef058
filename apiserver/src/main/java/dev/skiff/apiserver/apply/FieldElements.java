package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ScalarKind;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The steps of a field path as `fieldsV1` writes them: `f:name` a field or map key, `k:{…}` a list
/// element by its key fields, `v:…` one by its value, `i:3` one by its place.
final class FieldElements {
    static final String FIELD = "f:";
    static final String KEY = "k:";
    static final String VALUE = "v:";
    static final String INDEX = "i:";

    private static final String RANKS = "fkvi";

    /// Fields, then keys, then values, then places.
    static final Comparator<String> ORDER =
            Comparator.comparingInt((String element) -> RANKS.indexOf(element.charAt(0)))
                    .thenComparing(Comparator.naturalOrder());

    private FieldElements() {}

    static String field(String name) {
        return FIELD + name;
    }

    /// How `value` is found in the list; empty when nothing identifies it.
    static Optional<String> inList(FieldType.ListOf list, JsonNode value) {
        return switch (list.kind()) {
            case ATOMIC -> Optional.empty();
            case SET -> value.isValueNode() ? Optional.of(VALUE + value) : Optional.empty();
            case MAP -> byKey(list, value);
        };
    }

    /// Brings an element that came from outside into our form; empty: it is none.
    static Optional<String> canonical(String element) {
        if (element.startsWith(FIELD) || element.matches("i:\\d{1,9}")) {
            return Optional.of(element);
        }
        if (!element.startsWith(KEY) && !element.startsWith(VALUE)) {
            return Optional.empty();
        }
        try {
            JsonNode value = Json.mapper().readTree(element.substring(2));
            return Optional.of(element.substring(0, 2) + sorted(value));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> byKey(FieldType.ListOf list, JsonNode value) {
        TreeMap<String, JsonNode> key = new TreeMap<>();
        for (String name : list.keys()) {
            JsonNode part = value.get(name);
            @Nullable JsonNode known = part == null ? defaultOf(list.element(), name) : part;
            if (known != null) {
                key.put(name, known);
            }
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(KEY + Json.object().setAll(key));
    }

    /// A text that is left out is empty.
    private static @Nullable JsonNode defaultOf(FieldType element, String name) {
        if (!(element instanceof FieldType.Struct struct)) {
            return null;
        }
        Optional<FieldSchema> field = struct.schema().field(name);
        return field.flatMap(FieldSchema::defaultValue)
                .or(() -> field.filter(FieldElements::isText).map(_ -> TextNode.valueOf("")))
                .orElse(null);
    }

    private static boolean isText(FieldSchema field) {
        return field.type() instanceof FieldType.Scalar(var kind, var _)
                && kind == ScalarKind.STRING;
    }

    private static JsonNode sorted(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return Json.object().setAll(fields);
    }
}
