package dev.skiff.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Yaml;
import java.util.ArrayList;
import java.util.TreeMap;

/// Whole objects as YAML or JSON, the way kubectl prints them: keys sorted, managed fields left
/// out.
final class ObjectText {
    private ObjectText() {}

    static String yaml(JsonNode object) {
        return Yaml.write(shown(object));
    }

    static String json(JsonNode object) {
        DefaultIndenter indent = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                        .withArrayEmptySeparator("")
                                        .withObjectEmptySeparator(""))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent);
        try {
            return Json.mapper().writer(printer).writeValueAsString(shown(object)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("object does not encode as JSON", e);
        }
    }

    private static JsonNode shown(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            array.forEach(element -> copy.add(shown(element)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = Json.object();
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        sorted.forEach(
                (name, value) -> {
                    if (!name.equals("managedFields")) {
                        copy.set(name, shown(value));
                    }
                });
        return copy;
    }

    /// Several objects as the one `List` that kubectl makes of them.
    static ObjectNode list(Iterable<? extends JsonNode> objects) {
        ObjectNode list = Json.object().put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        objects.forEach(items::add);
        list.putObject("metadata").put("resourceVersion", "");
        return list;
    }

    /// The items of a list, each with the kind and apiVersion that a list leaves out.
    static ArrayList<ObjectNode> itemsOf(JsonNode list) {
        ArrayList<ObjectNode> items = new ArrayList<>();
        String kind = list.path("kind").asText().replaceFirst("List$", "");
        for (JsonNode item : list.path("items")) {
            ObjectNode whole =
                    Json.object()
                            .put("apiVersion", list.path("apiVersion").asText())
                            .put("kind", kind);
            items.add(whole.setAll((ObjectNode) item));
        }
        return items;
    }
}
