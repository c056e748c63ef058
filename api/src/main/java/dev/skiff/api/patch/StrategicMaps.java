package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Merges a map of a patch into a map of the object.
final class StrategicMaps {
    private StrategicMaps() {}

    /// Returns the merged map; `original` and `patch` are used up.
    static ObjectNode merge(ObjectNode original, ObjectNode patch, PatchSchema schema)
            throws PatchRefusal {
        JsonNode directive = patch.get(Directives.PATCH);
        if (directive != null) {
            return replaced(directive, patch);
        }
        retainKeys(original, patch);
        mergeOrderedLists(original, patch, schema);
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            mergeField(original, field.getKey(), field.getValue(), schema);
        }
        return original;
    }

    private static ObjectNode replaced(JsonNode directive, ObjectNode patch) throws PatchRefusal {
        return switch (directive.asText()) {
            case "replace" -> {
                patch.remove(Directives.PATCH);
                yield patch;
            }
            case "delete" -> Json.object();
            default -> throw Directives.unknown(directive, patch);
        };
    }

    private static void mergeField(
            ObjectNode original, String key, JsonNode value, PatchSchema schema)
            throws PatchRefusal {
        boolean isDeletion = Directives.isPrimitiveDeletion(key);
        String name =
                isDeletion ? Directives.field(key, Directives.DELETE_FROM_PRIMITIVE_LIST) : key;
        JsonNode current = original.get(name);
        if (isDeletion) {
            if (current instanceof ArrayNode list && value instanceof ArrayNode unwanted) {
                original.set(name, without(list, unwanted));
            }
        } else if (value.isNull()) {
            original.remove(name);
        } else if (current instanceof ObjectNode map && value instanceof ObjectNode change) {
            original.set(
                    name,
                    schema.strategy(name).replaces()
                            ? change
                            : merge(map, change, schema.within(name)));
        } else if (current instanceof ArrayNode list && value instanceof ArrayNode change) {
            original.set(name, StrategicLists.merge(list, change, name, schema));
        } else {
            Directives.strip(value).ifPresent(added -> original.set(name, added));
        }
    }

    private static ArrayNode without(ArrayNode list, ArrayNode unwanted) {
        Set<JsonNode> values = new LinkedHashSet<>();
        unwanted.forEach(values::add);
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        list.forEach(
                value -> {
                    if (!values.contains(value)) {
                        kept.add(value);
                    }
                });
        return kept;
    }

    /// `$retainKeys` names all keys that may stay, those the patch sets among them.
    private static void retainKeys(ObjectNode original, ObjectNode patch) throws PatchRefusal {
        JsonNode retained = patch.remove(Directives.RETAIN_KEYS);
        if (retained == null) {
            return;
        }
        TreeSet<String> keys = new TreeSet<>();
        retained.forEach(key -> keys.add(key.asText()));
        boolean isComplete =
                patch.properties().stream()
                        .allMatch(
                                field ->
                                        field.getValue().isNull()
                                                || Directives.isElementOrder(field.getKey())
                                                || Directives.isPrimitiveDeletion(field.getKey())
                                                || keys.contains(field.getKey()));
        if (!retained.isArray() || !isComplete) {
            throw PatchRefusal.malformed("invalid patch format of retainKeys");
        }
        original.retain(keys);
    }

    /// Lists whose order the patch sets are merged before the rest, and taken out of the patch.
    private static void mergeOrderedLists(ObjectNode original, ObjectNode patch, PatchSchema schema)
            throws PatchRefusal {
        List<String> directives = new ArrayList<>();
        patch.fieldNames().forEachRemaining(directives::add);
        directives.removeIf(key -> !Directives.isElementOrder(key));
        for (String key : directives) {
            JsonNode order = patch.remove(key);
            String name = Directives.field(key, Directives.SET_ELEMENT_ORDER);
            if (!(order instanceof ArrayNode orderList)) {
                throw PatchRefusal.malformed("invalid patch format of setElementOrder list");
            }
            JsonNode current = original.path(name);
            JsonNode change = patch.path(name);
            if (isListOrMissing(current) && isListOrMissing(change)) {
                patch.remove(name);
                StrategicLists.mergeInOrder(
                                new StrategicLists.Ordered(current, change, orderList),
                                name,
                                schema)
                        .ifPresent(merged -> original.set(name, merged));
            }
        }
    }

    private static boolean isListOrMissing(JsonNode node) {
        return node.isArray() || node.isMissingNode();
    }
}
