package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldType;
import java.util.Map;
import java.util.Optional;

/// Takes paths out of an object. What is empty afterwards is null. The result shares values with
/// what it was made of.
final class TreeRemoval {
    private TreeRemoval() {}

    static ObjectNode without(Slot slot, ObjectNode object, FieldSet removed) {
        return remove(slot, object, removed) instanceof ObjectNode left ? left : Json.object();
    }

    private static JsonNode remove(Slot slot, JsonNode value, FieldSet removed) {
        if (removed.size() == 0 || !value.isContainerNode()) {
            return value;
        }
        if (slot.isLeaf() || value.isEmpty()) {
            return NullNode.instance;
        }
        JsonNode left =
                slot.type() instanceof FieldType.ListOf list
                        ? elements(slot, list, value, removed)
                        : fields(slot, value, removed);
        return left.isEmpty() ? NullNode.instance : left;
    }

    private static ObjectNode fields(Slot slot, JsonNode value, FieldSet removed) {
        ObjectNode left = Json.object();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String name = field.getKey();
            FieldSet inside = removed.below(PathElement.field(name));
            if (!inside.isMember()) {
                left.set(name, remove(slot.field(name), field.getValue(), inside));
            }
        }
        return left;
    }

    private static ArrayNode elements(
            Slot slot, FieldType.ListOf list, JsonNode values, FieldSet removed) {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : values) {
            Optional<PathElement> element = ListElements.element(list, value);
            FieldSet inside = element.map(removed::below).orElse(FieldSet.EMPTY);
            if (!inside.isMember()) {
                left.add(remove(slot.element(), value, inside));
            }
        }
        return left;
    }
}
