package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import java.util.Map;
import java.util.Optional;

/// The words of a strategic merge patch that are not fields.
final class Directives {
    static final String PATCH = "$patch";
    static final String RETAIN_KEYS = "$retainKeys";
    static final String DELETE_FROM_PRIMITIVE_LIST = "$deleteFromPrimitiveList";
    static final String SET_ELEMENT_ORDER = "$setElementOrder";

    private Directives() {}

    static boolean isElementOrder(String key) {
        return key.startsWith(SET_ELEMENT_ORDER);
    }

    static boolean isPrimitiveDeletion(String key) {
        return key.startsWith(DELETE_FROM_PRIMITIVE_LIST);
    }

    /// The field a directive such as `$setElementOrder/containers` is about.
    static String field(String key, String directive) throws PatchRefusal {
        String prefix = directive + "/";
        if (!key.startsWith(prefix)) {
            throw PatchRefusal.malformed(
                    directive.equals(SET_ELEMENT_ORDER)
                            ? "invalid patch format of setElementOrder list"
                            : "invalid patch format of primitive list");
        }
        return key.substring(prefix.length());
    }

    static PatchRefusal unknown(JsonNode directive, ObjectNode in) {
        return PatchRefusal.unexplained(
                "unknown patch type: %s in map: %s"
                        .formatted(GoText.value(directive), GoText.value(in)));
    }

    /// A value that goes into the object where nothing was: without directives and nulls. Nothing
    /// is left of a map that asks to be deleted.
    static Optional<JsonNode> strip(JsonNode value) {
        return switch (value) {
            case ObjectNode map -> stripMap(map);
            case ArrayNode list -> {
                ArrayNode kept = JsonNodeFactory.instance.arrayNode();
                list.forEach(element -> strip(element).ifPresent(kept::add));
                yield Optional.of(kept);
            }
            default -> Optional.of(value);
        };
    }

    private static Optional<JsonNode> stripMap(ObjectNode map) {
        if (map.path(PATCH).asText().equals("delete")) {
            return Optional.empty();
        }
        ObjectNode kept = Json.object();
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            String name = field.getKey();
            boolean isDirective =
                    name.equals(PATCH)
                            || name.equals(RETAIN_KEYS)
                            || isElementOrder(name)
                            || isPrimitiveDeletion(name);
            if (!isDirective && !field.getValue().isNull()) {
                strip(field.getValue()).ifPresent(value -> kept.set(name, value));
            }
        }
        return Optional.of(kept);
    }

    /// What upstream has in hand of a patch once it is merged, and shows when the outcome makes no
    /// sense: lists that came with an order are used up with it, and so is what to retain.
    static JsonNode leftAfterMerge(JsonNode patch) {
        return switch (patch) {
            case ObjectNode map -> {
                ObjectNode left = Json.object();
                for (Map.Entry<String, JsonNode> field : map.properties()) {
                    String name = field.getKey();
                    boolean isUsedUp =
                            name.equals(RETAIN_KEYS)
                                    || isElementOrder(name)
                                    || map.has(SET_ELEMENT_ORDER + "/" + name);
                    if (!isUsedUp) {
                        left.set(name, leftAfterMerge(field.getValue()));
                    }
                }
                yield left;
            }
            case ArrayNode list -> {
                ArrayNode left = JsonNodeFactory.instance.arrayNode();
                list.forEach(element -> left.add(leftAfterMerge(element)));
                yield left;
            }
            default -> patch;
        };
    }
}
