package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a value stands in a tree: a field of an object or an element of a list.
///
/// @param pointer the way from the root, as JSON patches write it
/// @param name of the field; of an element that of its list
sealed interface Place {
    JsonNode value();

    String pointer();

    String name();

    void put(JsonNode other);

    void remove();

    record Field(ObjectNode parent, String name, String pointer) implements Place {
        @Override
        public JsonNode value() {
            return parent.path(name);
        }

        @Override
        public void put(JsonNode other) {
            parent.set(name, other);
        }

        @Override
        public void remove() {
            parent.remove(name);
        }
    }

    record Element(ArrayNode parent, int index, String name, String pointer) implements Place {
        @Override
        public JsonNode value() {
            return parent.path(index);
        }

        @Override
        public void put(JsonNode other) {
            parent.set(index, other);
        }

        @Override
        public void remove() {
            parent.remove(index);
        }
    }

    /// Every value below the root, the outer ones first.
    static List<Place> in(JsonNode root) {
        List<Place> places = new ArrayList<>();
        collect(root, "", "", places);
        return places;
    }

    private static void collect(JsonNode node, String name, String pointer, List<Place> places) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String key = field.getKey();
                String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                places.add(new Field(object, key, below));
                collect(field.getValue(), key, below, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Element(array, i, name, pointer + "/" + i));
                collect(array.get(i), name, pointer + "/" + i, places);
            }
        }
    }
}
