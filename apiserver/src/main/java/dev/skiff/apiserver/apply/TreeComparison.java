package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ListKind;
import dev.skiff.api.schema.TypeSchema;
import dev.skiff.apiserver.apply.FieldPaths.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares two decoded objects of one type, field by field. What is owned as a whole (values,
/// atomic lists and maps, and what is empty on both sides) is a leaf. A map, list or object that
/// only one side has is itself a path, as are the paths in it.
final class TreeComparison {
    private static final Comparator<JsonNode> BY_VALUE =
            (left, right) -> {
                boolean areNumbers = left.isNumber() && right.isNumber();
                if (areNumbers) {
                    return left.decimalValue().compareTo(right.decimalValue());
                }
                return left.equals(right) ? 0 : 1;
            };

    private final FieldPaths added = new FieldPaths();
    private final FieldPaths modified = new FieldPaths();
    private final FieldPaths removed = new FieldPaths();

    private TreeComparison() {}

    static Comparison of(TypeSchema type, ObjectNode before, ObjectNode after) {
        TreeComparison comparison = new TreeComparison();
        comparison.fields(Path.ROOT, type, before, after);
        return new Comparison(
                comparison.added.toSet(), comparison.modified.toSet(), comparison.removed.toSet());
    }

    /// Whether both values are the same, numbers by value.
    static boolean areSame(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }

    private void compare(
            Path path, FieldType type, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (isLeaf(type)) {
            leaf(path, before, after);
        } else {
            within(path, type, before, after);
        }
    }

    private void within(
            Path path, FieldType type, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (isEmpty(before) && isEmpty(after)) {
            leaf(path, before, after);
        } else if (before == null || after == null || !areSame(before, after)) {
            descend(path, type, before, after);
        }
    }

    private void leaf(Path path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            added.add(path);
        } else if (after == null) {
            removed.add(path);
        } else if (!areSame(before, after)) {
            modified.add(path);
        }
    }

    private void descend(
            Path path, FieldType type, @Nullable JsonNode before, @Nullable JsonNode after) {
        switch (type) {
            case FieldType.Struct struct -> fields(path, struct.schema(), before, after);
            case FieldType.MapOf(var value) -> entries(path, value, before, after);
            case FieldType.ListOf list -> elements(path, list, before, after);
            case FieldType.Scalar _ -> throw new IllegalStateException("a scalar is a leaf");
        }
        if (before == null) {
            added.add(path);
        } else if (after == null) {
            removed.add(path);
        }
    }

    /// A field says for itself whether its value is owned as a whole, whatever its type says.
    private void fields(
            Path path, TypeSchema type, @Nullable JsonNode before, @Nullable JsonNode after) {
        for (String name : names(before, after)) {
            FieldSchema field = type.field(name).orElse(null);
            if (field == null || field.isAtomic() || field.type() instanceof FieldType.Scalar) {
                leaf(path.toField(name), get(before, name), get(after, name));
            } else {
                within(path.toField(name), field.type(), get(before, name), get(after, name));
            }
        }
    }

    private void entries(
            Path path, FieldType value, @Nullable JsonNode before, @Nullable JsonNode after) {
        for (String key : names(before, after)) {
            compare(path.toField(key), value, get(before, key), get(after, key));
        }
    }

    private void elements(
            Path path, FieldType.ListOf list, @Nullable JsonNode before, @Nullable JsonNode after) {
        Map<String, List<JsonNode>> left = byElement(list, before);
        Map<String, List<JsonNode>> right = byElement(list, after);
        Set<String> elements = new LinkedHashSet<>(left.keySet());
        elements.addAll(right.keySet());
        for (String element : elements) {
            List<JsonNode> was = left.getOrDefault(element, List.of());
            List<JsonNode> is = right.getOrDefault(element, List.of());
            element(path.to(element), list.element(), was, is);
        }
    }

    /// Elements that occur twice are invalid but occur in old objects; they are owned as a whole.
    private void element(Path path, FieldType type, List<JsonNode> was, List<JsonNode> is) {
        if (was.size() <= 1 && is.size() <= 1) {
            listed(path, type, was, is);
        } else if (was.size() > 1 && is.size() > 1) {
            if (!was.equals(is)) {
                modified.add(path);
            }
        } else if (was.size() > 1) {
            listed(path, type, List.of(), is);
            removed.add(path);
        } else {
            listed(path, type, was, List.of());
            added.add(path);
        }
    }

    private void listed(Path path, FieldType type, List<JsonNode> was, List<JsonNode> is) {
        if (!was.isEmpty() || !is.isEmpty()) {
            compare(
                    path,
                    type,
                    was.isEmpty() ? null : was.getFirst(),
                    is.isEmpty() ? null : is.getFirst());
        }
    }

    private static Map<String, List<JsonNode>> byElement(
            FieldType.ListOf list, @Nullable JsonNode values) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        if (values != null) {
            values.forEach(
                    value ->
                            FieldElements.inList(list, value)
                                    .ifPresent(
                                            element ->
                                                    found.computeIfAbsent(
                                                                    element, _ -> new ArrayList<>())
                                                            .add(value)));
        }
        return found;
    }

    private static boolean isLeaf(FieldType type) {
        return switch (type) {
            case FieldType.Scalar _ -> true;
            case FieldType.Struct struct -> struct.schema().isAtomic();
            case FieldType.MapOf _ -> false;
            case FieldType.ListOf list -> list.kind() == ListKind.ATOMIC;
        };
    }

    /// Whether there is nothing in it: absent, null, an empty list, map or object.
    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isContainerNode() && value.isEmpty();
    }

    private static Set<String> names(@Nullable JsonNode before, @Nullable JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        if (before != null) {
            before.properties().forEach(field -> names.add(field.getKey()));
        }
        if (after != null) {
            after.properties().forEach(field -> names.add(field.getKey()));
        }
        return names;
    }

    private static @Nullable JsonNode get(@Nullable JsonNode node, String name) {
        return node == null ? null : node.get(name);
    }
}
