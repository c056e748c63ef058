package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.registry.rules.DeclaredOrder;
import java.util.List;
import java.util.TreeSet;

/// The text of an object as upstream shows it in refusals: fields by name, those of metadata in the
/// order of their declaration.
final class ShownObject {
    private ShownObject() {}

    static String text(JsonNode tree) {
        if (!(byName(tree) instanceof ObjectNode shown)) {
            return tree.toString();
        }
        if (shown.get("metadata") instanceof ObjectNode metadata) {
            ObjectNode ordered = declared(metadata, DeclaredOrder.METADATA);
            if (ordered.get("managedFields") instanceof ArrayNode owners) {
                for (int i = 0; i < owners.size(); i++) {
                    if (owners.get(i) instanceof ObjectNode owner) {
                        owners.set(i, declared(owner, DeclaredOrder.OWNER));
                    }
                }
            }
            shown.set("metadata", ordered);
        }
        return shown.toString();
    }

    /// The named fields first and in that order.
    private static ObjectNode declared(ObjectNode object, List<String> order) {
        ObjectNode ordered = Json.object();
        for (String field : order) {
            if (object.has(field)) {
                ordered.set(field, object.get(field));
            }
        }
        object.properties().forEach(field -> ordered.putIfAbsent(field.getKey(), field.getValue()));
        return ordered;
    }

    private static JsonNode byName(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode sorted = Json.object();
                TreeSet<String> names = new TreeSet<>();
                object.fieldNames().forEachRemaining(names::add);
                names.forEach(name -> sorted.set(name, byName(object.get(name))));
                yield sorted;
            }
            case ArrayNode array -> {
                ArrayNode elements = array.arrayNode();
                array.forEach(element -> elements.add(byName(element)));
                yield elements;
            }
            default -> tree;
        };
    }
}
