package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.TypeSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares two objects of one type, field by field. What is owned as a whole (values, atomic lists
/// and maps, and what is empty on both sides) is a leaf. A map, list or object that only one side
/// has is itself a path, as are the paths in it.
final class TreeComparison {
    private static final Comparator<JsonNode> BY_VALUE =
            (left, right) -> {
                boolean areNumbers = left.isNumber() && right.isNumber();
                if (areNumbers) {
                    return left.decimalValue().compareTo(right.decimalValue());
                }
                return left.equals(right) ? 0 : 1;
            };

    private TreeComparison() {}

    static Comparison of(TypeSchema type, ObjectNode before, ObjectNode after) {
        return compare(Slot.of(type), before, after);
    }

    /// Whether both values are the same, numbers by value.
    static boolean areSame(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }

    private static Comparison compare(
            Slot slot, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            return after == null ? Comparison.SAME : Comparison.added(AllFields.of(slot, after));
        }
        if (after == null) {
            return Comparison.removed(AllFields.of(slot, before));
        }
        boolean areEmpty = Slot.isEmpty(before) && Slot.isEmpty(after);
        if (slot.isLeaf() || areEmpty) {
            return areSame(before, after) ? Comparison.SAME : Comparison.MODIFIED;
        }
        return within(slot, before, after);
    }

    private static Comparison within(Slot slot, JsonNode before, JsonNode after) {
        Comparison.Builder differences = new Comparison.Builder();
        if (slot.type() instanceof FieldType.ListOf list) {
            elements(slot, list, before, after, differences);
        } else {
            fields(slot, before, after, differences);
        }
        return differences.build();
    }

    private static void fields(
            Slot slot, JsonNode before, JsonNode after, Comparison.Builder differences) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            String name = field.getKey();
            field(slot, name, field.getValue(), after.get(name), differences);
        }
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            String name = field.getKey();
            if (!before.has(name)) {
                field(slot, name, null, field.getValue(), differences);
            }
        }
    }

    private static void field(
            Slot slot,
            String name,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            Comparison.Builder differences) {
        boolean isSame = before != null && after != null && areSame(before, after);
        if (!isSame) {
            differences.put(PathElement.field(name), compare(slot.field(name), before, after));
        }
    }

    private static void elements(
            Slot slot,
            FieldType.ListOf list,
            JsonNode before,
            JsonNode after,
            Comparison.Builder differences) {
        Map<PathElement, List<JsonNode>> left = byElement(list, before);
        Map<PathElement, List<JsonNode>> right = byElement(list, after);
        left.forEach(
                (element, was) -> {
                    List<JsonNode> is = right.getOrDefault(element, List.of());
                    differences.put(element, element(slot.element(), was, is));
                });
        right.forEach(
                (element, is) -> {
                    if (!left.containsKey(element)) {
                        differences.put(element, element(slot.element(), List.of(), is));
                    }
                });
    }

    /// Elements that occur twice are invalid but occur in old objects; they are owned as a whole.
    private static Comparison element(Slot slot, List<JsonNode> was, List<JsonNode> is) {
        if (was.size() <= 1 && is.size() <= 1) {
            return listed(slot, was, is);
        }
        if (was.size() > 1 && is.size() > 1) {
            return was.equals(is) ? Comparison.SAME : Comparison.MODIFIED;
        }
        return was.size() > 1
                ? joined(listed(slot, List.of(), is), Comparison.removed(FieldSet.MEMBER))
                : joined(listed(slot, was, List.of()), Comparison.added(FieldSet.MEMBER));
    }

    private static Comparison joined(Comparison first, Comparison second) {
        return new Comparison(
                first.added().union(second.added()),
                first.modified().union(second.modified()),
                first.removed().union(second.removed()));
    }

    private static Comparison listed(Slot slot, List<JsonNode> was, List<JsonNode> is) {
        return compare(
                slot, was.isEmpty() ? null : was.getFirst(), is.isEmpty() ? null : is.getFirst());
    }

    private static Map<PathElement, List<JsonNode>> byElement(
            FieldType.ListOf list, JsonNode values) {
        Map<PathElement, List<JsonNode>> found = LinkedHashMap.newLinkedHashMap(values.size());
        for (JsonNode value : values) {
            ListElements.element(list, value)
                    .ifPresent(
                            element ->
                                    found.computeIfAbsent(element, _ -> new ArrayList<>(1))
                                            .add(value));
        }
        return found;
    }
}
