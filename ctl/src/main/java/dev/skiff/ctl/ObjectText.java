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

/// Whole objects as YAML or JSON, the way kubectl prints them.
final class ObjectText {
    private ObjectText() {}

    /// Without managed fields.
    static String yaml(JsonNode object) {
        return Yaml.write(withoutManagedFields(object));
    }

    /// Without managed fields.
    static String json(JsonNode object) {
        return wholeJson(withoutManagedFields(object));
    }

    static String wholeJson(JsonNode object) {
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
            return Json.mapper().writer(printer).writeValueAsString(Json.sorted(object)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("object does not encode as JSON", e);
        }
    }

    private static JsonNode withoutManagedFields(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        for (JsonNode each : ObjectPrinter.each(copy)) {
            if (each.path("metadata") instanceof ObjectNode metadata) {
                metadata.remove("managedFields");
            }
        }
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
