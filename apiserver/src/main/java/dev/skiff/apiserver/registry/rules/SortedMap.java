package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.TreeMap;

/// A map as messages show it: sorted, or null when there is none.
public final class SortedMap {
    private SortedMap() {}

    public static JsonNode of(JsonNode map) {
        if (!map.isObject()) {
            return NullNode.getInstance();
        }
        TreeMap<String, JsonNode> entries = new TreeMap<>();
        map.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return JsonNodeFactory.instance.objectNode().setAll(entries);
    }
}
