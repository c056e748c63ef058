package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What a step leaves out of the comparison: elements that are not its concern, their order, places
/// where servers may differ.
final class Shaping {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Shaping() {}

    /// Changes `body`.
    static void apply(JsonNode body, Step step) {
        for (JsonNode rule : step.tree().path("keep")) {
            Set<String> values = new LinkedHashSet<>();
            rule.path("values").forEach(value -> values.add(value.asText()));
            String key = "$." + rule.path("key").asText();
            JsonPlaces.edit(body, rule.path("path").asText(), list -> kept(list, key, values));
        }
        for (JsonNode place : step.tree().path("sort")) {
            JsonPlaces.edit(body, place.asText(), Shaping::sorted);
        }
        for (JsonNode place : step.tree().path("ignore")) {
            JsonPlaces.edit(body, place.asText(), _ -> TextNode.valueOf("<ignored>"));
        }
    }

    private static JsonNode kept(JsonNode list, String key, Set<String> values) {
        ArrayNode kept = NODES.arrayNode();
        for (JsonNode element : list) {
            if (values.contains(JsonPlaces.find(element, key).asText())) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static JsonNode sorted(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        elements.sort(Comparator.comparing(element -> inOrder(element).toString()));
        return NODES.arrayNode().addAll(elements);
    }

    /// The same with the fields of every object in order.
    private static JsonNode inOrder(JsonNode tree) {
        if (tree.isArray()) {
            ArrayNode array = NODES.arrayNode();
            tree.forEach(element -> array.add(inOrder(element)));
            return array;
        }
        if (!tree.isObject()) {
            return tree;
        }
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        tree.properties().forEach(field -> fields.put(field.getKey(), inOrder(field.getValue())));
        ObjectNode object = NODES.objectNode();
        object.setAll(fields);
        return object;
    }
}
