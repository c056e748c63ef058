package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.schema.PatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merges a list of a patch into a list of the object: maps by their merge key, scalars as a set.
final class StrategicLists {
    private StrategicLists() {}

    /// @param current the object's list, or missing
    /// @param change the patch's list, or missing
    /// @param order all elements in the order wanted
    record Ordered(JsonNode current, JsonNode change, ArrayNode order) {}

    static ArrayNode merge(ArrayNode current, ArrayNode change, String field, PatchSchema schema)
            throws PatchRefusal {
        PatchStrategy strategy = schema.strategy(field);
        return strategy.merges()
                ? list(merged(elements(current), elements(change), field, schema))
                : change;
    }

    /// The merged list in the order the patch asks for; nothing when neither has the list.
    static Optional<ArrayNode> mergeInOrder(Ordered lists, String field, PatchSchema schema)
            throws PatchRefusal {
        ElementOrder by = new ElementOrder(schema.strategy(field).mergeKey());
        List<JsonNode> current = elements(lists.current());
        List<JsonNode> change = elements(lists.change());
        List<JsonNode> order = elements(lists.order());
        requireInOrder(change, order, by);
        if (lists.current().isMissingNode() && lists.change().isMissingNode()) {
            return Optional.empty();
        }
        List<JsonNode> merged;
        if (lists.change().isMissingNode()) {
            merged = current;
        } else if (lists.current().isMissingNode()) {
            merged = elements(Directives.strip(lists.change()).orElseThrow());
        } else {
            merged = elements(merge(list(current), list(change), field, schema));
        }
        return Optional.of(list(by.arrange(merged, order, current)));
    }

    private static void requireInOrder(List<JsonNode> change, List<JsonNode> order, ElementOrder by)
            throws PatchRefusal {
        List<JsonNode> staying =
                change.stream()
                        .filter(e -> !e.path(Directives.PATCH).asText().equals("delete"))
                        .toList();
        int found = 0;
        for (JsonNode next : order) {
            if (found < staying.size() && by.isSame(staying.get(found), next)) {
                found++;
            }
        }
        if (found < staying.size() && !order.isEmpty()) {
            throw PatchRefusal.unexplained(
                    "The order in patch list:\n%s\n doesn't match %s list:\n%s\n"
                            .formatted(
                                    GoText.value(list(change)),
                                    Directives.SET_ELEMENT_ORDER,
                                    GoText.value(list(order))));
        }
    }

    private static List<JsonNode> merged(
            List<JsonNode> current, List<JsonNode> change, String field, PatchSchema schema)
            throws PatchRefusal {
        boolean areMaps = !change.isEmpty() ? change.getFirst().isObject() : isFirstMap(current);
        String mergeKey = schema.strategy(field).mergeKey();
        ElementOrder by = new ElementOrder(mergeKey);
        if (!areMaps) {
            List<JsonNode> both = new ArrayList<>(current);
            both.addAll(change);
            return by.arrange(both.stream().distinct().toList(), change, current);
        }
        List<JsonNode> remaining = new ArrayList<>(current);
        List<ObjectNode> additions = new ArrayList<>();
        if (sortOut(change, mergeKey, remaining, additions)) {
            return List.copyOf(additions);
        }
        List<JsonNode> server = List.copyOf(remaining);
        mergeElements(remaining, additions, by, schema.within(field));
        return by.arrange(remaining, List.copyOf(additions), server);
    }

    private static boolean isFirstMap(List<JsonNode> list) {
        return !list.isEmpty() && list.getFirst().isObject();
    }

    /// Deletes from `remaining` what the patch deletes, and puts its elements without directives
    /// into `additions`. Returns whether those replace the whole list.
    private static boolean sortOut(
            List<JsonNode> change,
            String mergeKey,
            List<JsonNode> remaining,
            List<ObjectNode> additions)
            throws PatchRefusal {
        boolean isReplacement = false;
        for (JsonNode element : change) {
            if (!(element instanceof ObjectNode map)) {
                throw PatchRefusal.malformed("invalid JSON document");
            }
            JsonNode directive = map.get(Directives.PATCH);
            if (directive == null) {
                additions.add(map);
                continue;
            }
            switch (directive.asText()) {
                case "delete" -> {
                    JsonNode key = requireKey(map, mergeKey);
                    remaining.removeIf(e -> key.equals(e.get(mergeKey)));
                }
                case "replace" -> isReplacement = true;
                case "merge" ->
                        throw PatchRefusal.unexplained(
                                "merging lists cannot yet be specified in the patch");
                default -> throw Directives.unknown(directive, map);
            }
        }
        return isReplacement;
    }

    private static void mergeElements(
            List<JsonNode> remaining,
            List<ObjectNode> additions,
            ElementOrder by,
            PatchSchema schema)
            throws PatchRefusal {
        Map<JsonNode, Integer> positions = by.positions(remaining);
        for (ObjectNode addition : additions) {
            JsonNode key = requireKey(addition, by.mergeKey());
            Integer at = positions.get(key);
            if (at != null) {
                ObjectNode current = (ObjectNode) remaining.get(at);
                remaining.set(at, StrategicMaps.merge(current, addition.deepCopy(), schema));
            } else {
                positions.put(key, remaining.size());
                Directives.strip(addition).ifPresent(remaining::add);
            }
        }
    }

    private static JsonNode requireKey(ObjectNode element, String mergeKey) throws PatchRefusal {
        JsonNode key = element.get(mergeKey);
        if (key == null) {
            throw PatchRefusal.unexplained(
                    "map: %s does not contain declared merge key: %s"
                            .formatted(GoText.value(element), mergeKey));
        }
        return key;
    }

    private static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>(list.size());
        list.forEach(elements::add);
        return elements;
    }

    private static ArrayNode list(List<JsonNode> elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(list::add);
        return list;
    }
}
