package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A place in a document that a JSON pointer leads to: a key of a map or a position in a list. The
/// container is there; what it holds at that place may not be.
///
/// @param container an object or an array
record JsonPlace(JsonNode container, String key) {
    static JsonPlace find(JsonNode document, String pointer) throws PatchRefusal {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 2) {
            throw PatchRefusal.inapplicable();
        }
        JsonNode container = document;
        for (int i = 1; i < parts.length - 1; i++) {
            container = new JsonPlace(requireContainer(container), unescape(parts[i])).get();
        }
        return new JsonPlace(requireContainer(container), unescape(parts[parts.length - 1]));
    }

    /// What is there: a missing node for an absent key.
    JsonNode get() throws PatchRefusal {
        return container instanceof ArrayNode list
                ? list.get(position(list.size() - 1, list.size()))
                : container.path(key);
    }

    void add(JsonNode value) throws PatchRefusal {
        switch (container) {
            case ArrayNode list -> {
                boolean isEnd = key.equals("-");
                list.insert(isEnd ? list.size() : position(list.size(), list.size() + 1), value);
            }
            default -> object().set(key, value);
        }
    }

    void replace(JsonNode value) throws PatchRefusal {
        switch (container) {
            case ArrayNode list -> list.set(position(list.size() - 1, list.size()), value);
            default -> object().set(key, value);
        }
    }

    void remove() throws PatchRefusal {
        switch (container) {
            case ArrayNode list -> list.remove(position(list.size() - 1, list.size()));
            default -> {
                if (object().remove(key) == null) {
                    throw PatchRefusal.inapplicable();
                }
            }
        }
    }

    private ObjectNode object() {
        return (ObjectNode) container;
    }

    /// @param last the largest position allowed
    /// @param fromEnd what is added to a negative position
    private int position(int last, int fromEnd) throws PatchRefusal {
        try {
            int given = Integer.parseInt(key);
            int position = given < 0 ? given + fromEnd : given;
            if (position >= 0 && position <= last) {
                return position;
            }
        } catch (NumberFormatException e) {
            throw PatchRefusal.inapplicable();
        }
        throw PatchRefusal.inapplicable();
    }

    private static JsonNode requireContainer(JsonNode node) throws PatchRefusal {
        if (!node.isContainerNode()) {
            throw PatchRefusal.inapplicable();
        }
        return node;
    }

    private static String unescape(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }
}
