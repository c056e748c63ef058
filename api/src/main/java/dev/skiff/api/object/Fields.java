package dev.skiff.api.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reading an object's tree as Kubernetes reads its types: what is absent or null has the type's
/// zero value.
public final class Fields {
    private Fields() {}

    /// The field, or a missing node: never null, and null in JSON counts as missing.
    public static JsonNode at(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /// The field at the end of a path of names.
    public static JsonNode at(JsonNode node, String name, String... more) {
        JsonNode value = at(node, name);
        for (String next : more) {
            value = at(value, next);
        }
        return value;
    }

    public static boolean has(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    /// The string; empty when absent.
    public static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    /// The string at the end of a path of names; empty when absent.
    public static String text(JsonNode node, String name, String... more) {
        return at(node, name, more).asText("");
    }

    /// The number; 0 when absent.
    public static long number(JsonNode node, String name) {
        return node.path(name).asLong(0);
    }

    /// Whether the field is true; false when absent.
    public static boolean isTrue(JsonNode node, String name) {
        return node.path(name).asBoolean(false);
    }

    /// The elements of a list of strings, in order.
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>(list.size());
        for (JsonNode item : list) {
            texts.add(item.asText());
        }
        return texts;
    }

    /// The entries of a map, in the order of the tree; none when it is not an object.
    public static Set<Map.Entry<String, JsonNode>> entries(JsonNode map) {
        return map.properties();
    }

    /// The object under this name, made when absent or null.
    public static ObjectNode child(ObjectNode node, String name) {
        return node.get(name) instanceof ObjectNode object ? object : node.putObject(name);
    }

    /// Sets a string where none is, or an empty one: how upstream defaults most of its strings.
    public static void defaultText(ObjectNode node, String name, String value) {
        if (text(node, name).isEmpty()) {
            node.put(name, value);
        }
    }

    /// Sets a number where none is.
    public static void defaultNumber(ObjectNode node, String name, long value) {
        if (!has(node, name)) {
            node.put(name, value);
        }
    }
}
