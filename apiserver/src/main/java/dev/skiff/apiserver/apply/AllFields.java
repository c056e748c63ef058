package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.schema.FieldType;
import java.util.LinkedHashMap;
import java.util.Map;

/// All paths of a value that came or went: its leaves, and every map, list and object above them.
final class AllFields {
    private AllFields() {}

    static FieldSet of(Slot slot, JsonNode value) {
        if (slot.isLeaf() || Slot.isEmpty(value)) {
            return FieldSet.MEMBER;
        }
        FieldSet.Builder set = new FieldSet.Builder();
        set.addSelf();
        if (slot.type() instanceof FieldType.ListOf list) {
            elements(slot, list, value, set);
        } else {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String name = field.getKey();
                set.put(PathElement.field(name), of(slot.field(name), field.getValue()));
            }
        }
        return set.build();
    }

    /// Elements that occur twice are owned as a whole.
    private static void elements(
            Slot slot, FieldType.ListOf list, JsonNode values, FieldSet.Builder set) {
        Map<PathElement, FieldSet> found = LinkedHashMap.newLinkedHashMap(values.size());
        for (JsonNode value : values) {
            ListElements.element(list, value)
                    .ifPresent(
                            element ->
                                    found.merge(
                                            element,
                                            of(slot.element(), value),
                                            (_, _) -> FieldSet.MEMBER));
        }
        found.forEach(set::put);
    }
}
