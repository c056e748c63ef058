package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.skiff.api.codec.Json;
import java.util.ArrayList;
import java.util.List;

/// Two lists of tolerations as one, without what another toleration covers anyway.
final class TolerationMerge {
    private TolerationMerge() {}

    static ArrayNode of(JsonNode first, JsonNode second) {
        List<JsonNode> all = new ArrayList<>();
        first.forEach(all::add);
        second.forEach(all::add);
        ArrayNode merged = Json.object().arrayNode();
        for (int i = 0; i < all.size(); i++) {
            JsonNode toleration = all.get(i);
            boolean isCovered = false;
            for (JsonNode kept : merged) {
                isCovered |= covers(kept, toleration);
            }
            for (JsonNode later : all.subList(i + 1, all.size())) {
                isCovered |= !later.equals(toleration) && covers(later, toleration);
            }
            if (!isCovered) {
                merged.add(toleration.deepCopy());
            }
        }
        return merged;
    }

    /// Whether whatever `narrow` tolerates, `wide` does too.
    private static boolean covers(JsonNode wide, JsonNode narrow) {
        if (wide.equals(narrow)) {
            return true;
        }
        boolean isOfAllKeys =
                text(wide, "key").isEmpty() && text(wide, "operator").equals("Exists");
        boolean isOfKey = isOfAllKeys || text(wide, "key").equals(text(narrow, "key"));
        String effect = text(wide, "effect");
        boolean isOfEffect = effect.isEmpty() || effect.equals(text(narrow, "effect"));
        if (!isOfKey || !isOfEffect || isShorter(wide, narrow)) {
            return false;
        }
        return switch (text(wide, "operator")) {
            case "Exists" -> true;
            case "", "Equal" ->
                    text(narrow, "operator").equals("Equal")
                            && text(narrow, "value").equals(text(wide, "value"));
            default -> false;
        };
    }

    private static boolean isShorter(JsonNode wide, JsonNode narrow) {
        JsonNode limit = wide.path("tolerationSeconds");
        if (!text(wide, "effect").equals("NoExecute") || !limit.isNumber()) {
            return false;
        }
        JsonNode wanted = narrow.path("tolerationSeconds");
        return !wanted.isNumber() || wanted.asLong() > limit.asLong();
    }

    private static String text(JsonNode toleration, String field) {
        return toleration.path(field).asText("");
    }
}
