package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.TypeSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What to send so that an object becomes what the user wants, without undoing what others did
/// to it: the strategic merge patch between what was applied last, what is wanted now, and what
/// is there.
///
/// Additions and changes come from comparing wanted with current; deletions only from what was
/// applied last and is no longer wanted.
final class ThreeWayPatch {
    private ThreeWayPatch() {}

    /// @return empty when nothing is to be done
    static ObjectNode of(JsonNode applied, ObjectNode wanted, ObjectNode current, TypeSchema type) {
        ObjectNode patch = Json.object();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String name = field.getKey();
            JsonNode there = current.get(name);
            if (field.getValue().isNull()) {
                if (there != null) {
                    patch.putNull(name);
                }
            } else if (there == null) {
                patch.set(name, field.getValue());
            } else {
                Optional<FieldSchema> schema = type.field(name);
                Values values = new Values(applied.path(name), field.getValue(), there);
                schema.ifPresentOrElse(
                        known -> addChange(patch, known, values),
                        () -> addIfDifferent(patch, name, values));
            }
        }
        for (Map.Entry<String, JsonNode> field : applied.properties()) {
            if (!wanted.has(field.getKey()) && current.has(field.getKey())) {
                patch.putNull(field.getKey());
            }
        }
        return patch;
    }

    /// One field in its three states; `applied` may be missing.
    private record Values(JsonNode applied, JsonNode wanted, JsonNode current) {}

    private static void addChange(ObjectNode patch, FieldSchema field, Values values) {
        boolean merges = field.patchStrategy().merges();
        switch (field.type()) {
            case FieldType.Struct struct
                    when !field.patchStrategy().replaces()
                            && values.wanted() instanceof ObjectNode wanted
                            && values.current() instanceof ObjectNode current -> {
                ObjectNode change = of(values.applied(), wanted, current, struct.schema());
                if (!change.isEmpty()) {
                    patch.set(field.name(), retained(field, wanted, change));
                }
            }
            case FieldType.MapOf _
                    when values.wanted() instanceof ObjectNode
                            && values.current() instanceof ObjectNode ->
                    addMapChange(patch, field.name(), values);
            case FieldType.ListOf list when merges && !field.patchStrategy().mergeKey().isEmpty() ->
                    addListChange(patch, field, list, values);
            case FieldType.ListOf _ when merges -> addSetChange(patch, field.name(), values);
            case FieldType.Struct _, FieldType.MapOf _, FieldType.ListOf _, FieldType.Scalar _ ->
                    addIfDifferent(patch, field.name(), values);
        }
    }

    private static ObjectNode retained(FieldSchema field, ObjectNode wanted, ObjectNode change) {
        if (field.patchStrategy().retainsKeys()) {
            addRetainKeys(wanted, change);
        }
        return change;
    }

    private static void addRetainKeys(ObjectNode wanted, ObjectNode change) {
        ArrayNode keys = change.putArray("$retainKeys");
        TreeSet<String> sorted = new TreeSet<>();
        wanted.fieldNames().forEachRemaining(sorted::add);
        sorted.forEach(keys::add);
    }

    private static void addMapChange(ObjectNode patch, String name, Values values) {
        ObjectNode change = Json.object();
        for (Map.Entry<String, JsonNode> entry : values.wanted().properties()) {
            if (!entry.getValue().equals(values.current().get(entry.getKey()))) {
                change.set(entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> entry : values.applied().properties()) {
            if (!values.wanted().has(entry.getKey()) && values.current().has(entry.getKey())) {
                change.putNull(entry.getKey());
            }
        }
        if (!change.isEmpty()) {
            patch.set(name, change);
        }
    }

    private static void addIfDifferent(ObjectNode patch, String name, Values values) {
        if (!values.wanted().equals(values.current())) {
            patch.set(name, values.wanted());
        }
    }

    /// A list of plain values that is merged as a set.
    private static void addSetChange(ObjectNode patch, String name, Values values) {
        ArrayNode additions = Json.mapper().createArrayNode();
        values.wanted().forEach(value -> addUnlessIn(values.current(), value, additions));
        ArrayNode deletions = Json.mapper().createArrayNode();
        for (JsonNode value : values.applied()) {
            if (contains(values.current(), value)) {
                addUnlessIn(values.wanted(), value, deletions);
            }
        }
        if (!additions.isEmpty()) {
            patch.set(name, additions);
        }
        if (!deletions.isEmpty()) {
            patch.set("$deleteFromPrimitiveList/" + name, deletions);
        }
    }

    private static void addUnlessIn(JsonNode list, JsonNode value, ArrayNode target) {
        if (!contains(list, value)) {
            target.add(value);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// A list of objects that a key identifies.
    private static void addListChange(
            ObjectNode patch, FieldSchema field, FieldType.ListOf list, Values values) {
        String key = field.patchStrategy().mergeKey();
        TypeSchema type = ((FieldType.Struct) list.element()).schema();
        Map<String, JsonNode> applied = byKey(values.applied(), key);
        Map<String, JsonNode> wanted = byKey(values.wanted(), key);
        Map<String, JsonNode> current = byKey(values.current(), key);
        ArrayNode change = Json.mapper().createArrayNode();
        wanted.forEach(
                (id, element) -> {
                    JsonNode there = current.get(id);
                    if (there == null) {
                        change.add(element);
                        return;
                    }
                    JsonNode before = applied.getOrDefault(id, Json.object());
                    ObjectNode inner = of(before, (ObjectNode) element, (ObjectNode) there, type);
                    if (!inner.isEmpty()) {
                        change.add(
                                retained(field, (ObjectNode) element, inner)
                                        .set(key, element.get(key)));
                    }
                });
        applied.forEach(
                (id, element) -> {
                    if (!wanted.containsKey(id) && current.containsKey(id)) {
                        change.addObject().put("$patch", "delete").set(key, element.get(key));
                    }
                });
        if (!change.isEmpty()) {
            ArrayNode order = patch.putArray("$setElementOrder/" + field.name());
            wanted.values().forEach(element -> order.addObject().set(key, element.get(key)));
            patch.set(field.name(), change);
        }
    }

    private static Map<String, JsonNode> byKey(JsonNode list, String key) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        for (JsonNode element : list) {
            elements.put(element.path(key).asText(), element);
        }
        return elements;
    }
}
