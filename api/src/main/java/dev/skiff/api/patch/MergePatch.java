package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import java.util.Map;

/// RFC 7386: maps merge, null removes, everything else is replaced.
public final class MergePatch {
    private MergePatch() {}

    public static PatchResult apply(JsonNode document, byte[] patch) {
        return switch (JsonText.read(patch)) {
            case JsonText.Unreadable(var message) ->
                    PatchRefusal.malformed("error decoding patch: " + message).result();
            case JsonText.Read(var tree, var problems) -> {
                if (!(tree instanceof ObjectNode object)) {
                    String message = JsonText.wrongType(tree, "map[string]interface {}");
                    yield PatchRefusal.malformed("error decoding patch: " + message).result();
                }
                yield new PatchResult.Patched(merge(document.deepCopy(), object), problems);
            }
        };
    }

    /// Merges into `target`, which is changed if it is an object.
    private static JsonNode merge(JsonNode target, ObjectNode patch) {
        ObjectNode merged = target instanceof ObjectNode object ? object : Json.object();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (value instanceof ObjectNode object) {
                merged.set(name, merge(merged.path(name), object));
            } else {
                merged.set(name, value);
            }
        }
        return merged;
    }
}
