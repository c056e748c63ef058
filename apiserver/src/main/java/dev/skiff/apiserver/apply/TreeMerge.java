package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Merges a configuration into an object: of what is owned as a whole the configured value wins,
/// everything else is merged part by part. The result shares values with both.
final class TreeMerge {
    private TreeMerge() {}

    static ObjectNode of(Slot slot, ObjectNode live, ObjectNode config) {
        return merge(slot, live, config) instanceof ObjectNode merged ? merged : Json.object();
    }

    /// Null: there is nothing left to say about it.
    private static @Nullable JsonNode merge(
            Slot slot, @Nullable JsonNode live, @Nullable JsonNode config) {
        if (config == null && live != null && !live.isNull()) {
            return live;
        }
        boolean areEmpty = Slot.isEmpty(live) && Slot.isEmpty(config);
        if (slot.isLeaf() || areEmpty) {
            return config == null ? live : config;
        }
        return slot.type() instanceof FieldType.ListOf list
                ? elements(slot, list, live, config)
                : fields(slot, live, config);
    }

    private static @Nullable JsonNode fields(
            Slot slot, @Nullable JsonNode live, @Nullable JsonNode config) {
        ObjectNode merged = Json.object();
        if (live != null) {
            for (Map.Entry<String, JsonNode> field : live.properties()) {
                String name = field.getKey();
                JsonNode configured = config == null ? null : config.get(name);
                put(merged, name, merge(slot.field(name), field.getValue(), configured));
            }
        }
        if (config != null) {
            for (Map.Entry<String, JsonNode> field : config.properties()) {
                String name = field.getKey();
                if (live == null || !live.has(name)) {
                    put(merged, name, merge(slot.field(name), null, field.getValue()));
                }
            }
        }
        return merged.isEmpty() ? null : merged;
    }

    private static void put(ObjectNode merged, String name, @Nullable JsonNode value) {
        if (value != null) {
            merged.set(name, value);
        }
    }

    /// One list with its elements, in order; one that occurs twice is not merged.
    private record Indexed(List<PathElement> order, Map<PathElement, JsonNode> values) {
        static Indexed of(FieldType.ListOf list, @Nullable JsonNode values) {
            Indexed indexed = new Indexed(new ArrayList<>(), new LinkedHashMap<>());
            if (values != null) {
                for (JsonNode value : values) {
                    ListElements.element(list, value).ifPresent(e -> indexed.add(e, value));
                }
            }
            return indexed;
        }

        private void add(PathElement element, JsonNode value) {
            order.add(element);
            values.merge(element, value, (_, _) -> NullNode.instance);
        }

        boolean has(PathElement element) {
            return values.containsKey(element);
        }
    }

    private static @Nullable JsonNode elements(
            Slot slot, FieldType.ListOf list, @Nullable JsonNode live, @Nullable JsonNode config) {
        Indexed left = Indexed.of(list, live);
        Indexed right = Indexed.of(list, config);
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        for (MergeOrder.Pick pick : MergeOrder.of(left.order(), right.order())) {
            JsonNode value =
                    switch (pick) {
                        case MergeOrder.Pick.Live(var index, var _) -> live(live, index);
                        case MergeOrder.Pick.Configured(var element) ->
                                merge(
                                        slot.element(),
                                        left.has(element) ? left.values().get(element) : null,
                                        right.values().get(element));
                    };
            if (value != null) {
                merged.add(value);
            }
        }
        return merged.isEmpty() ? null : merged;
    }

    private static @Nullable JsonNode live(@Nullable JsonNode live, int index) {
        return live == null ? null : live.get(index);
    }
}
