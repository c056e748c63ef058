package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.schema.FieldType;
import java.util.LinkedHashMap;
import java.util.Map;

/// The paths that a configuration, or an object, sets: its leaves, the elements of its lists, the
/// keys of its maps, and what is empty in it.
final class TreeFields {
    private TreeFields() {}

    static FieldSet of(Slot slot, JsonNode value) {
        if (slot.isLeaf()) {
            return FieldSet.MEMBER;
        }
        FieldSet.Builder set = new FieldSet.Builder();
        if (slot.type() instanceof FieldType.ListOf list) {
            elements(slot, list, value, set);
        } else {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                set.put(PathElement.field(field.getKey()), named(slot, field));
            }
        }
        return set.build();
    }

    private static FieldSet named(Slot slot, Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        FieldSet set = of(slot.field(field.getKey()), value);
        boolean isPath =
                value.isNull()
                        || value.isObject() && value.isEmpty()
                        || !slot.declares(field.getKey());
        return isPath ? set.union(FieldSet.MEMBER) : set;
    }

    /// Elements that occur twice are owned as a whole.
    private static void elements(
            Slot slot, FieldType.ListOf list, JsonNode values, FieldSet.Builder set) {
        Map<PathElement, FieldSet> found = new LinkedHashMap<>();
        for (JsonNode value : values) {
            ListElements.element(list, value)
                    .ifPresent(
                            element ->
                                    found.merge(
                                            element,
                                            of(slot.element(), value).union(FieldSet.MEMBER),
                                            (_, _) -> FieldSet.MEMBER));
        }
        found.forEach(set::put);
    }
}
