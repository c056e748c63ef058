package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Questions about trees of JSON.
final class Trees {
    /// Numbers are equal by value, whichever type carries them.
    private static final Comparator<JsonNode> BY_VALUE =
            (left, right) -> {
                boolean areNumbers = left.isNumber() && right.isNumber();
                if (areNumbers) {
                    return left.decimalValue().compareTo(right.decimalValue());
                }
                return left.equals(right) ? 0 : 1;
            };

    private Trees() {}

    /// Whether both say the same, in whatever order of fields.
    static boolean areSame(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }

    /// Whether both say the same but for the named fields at their top.
    static boolean areSameBut(ObjectNode left, ObjectNode right, List<String> ignored) {
        for (Map.Entry<String, JsonNode> field : left.properties()) {
            String name = field.getKey();
            JsonNode other = right.path(name);
            if (!ignored.contains(name) && !areSame(field.getValue(), other)) {
                return false;
            }
        }
        return right.properties().stream()
                .allMatch(field -> left.has(field.getKey()) || ignored.contains(field.getKey()));
    }

    /// Takes a field at the top over from `source`, absence included.
    static void copyField(String field, ObjectNode source, ObjectNode target) {
        JsonNode value = source.get(field);
        if (value == null) {
            target.remove(field);
        } else {
            target.set(field, value.deepCopy());
        }
    }
}
