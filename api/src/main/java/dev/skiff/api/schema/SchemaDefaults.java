package dev.skiff.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.quantity.Quantity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Applies what the types themselves declare: default values of fields (`protocol: TCP`), and
/// amounts in resource lists rounded up to thousandths. What a kind adds beyond that is its
/// strategy's. Idempotent; thread-safe.
public final class SchemaDefaults {
    /// By the name of the type, its fields with a default or with any within; most of a pod has
    // none.
    private final ConcurrentHashMap<String, List<FieldSchema>> concerned =
            new ConcurrentHashMap<>();

    /// Changes `object`, which must have come from [ObjectDecoder].
    public void apply(ObjectNode object, TypeSchema type) {
        for (FieldSchema field : concerned(type)) {
            JsonNode value = object.get(field.name());
            boolean isAbsent = value == null || value.isNull() || isEmptyText(field, value);
            if (isAbsent) {
                field.defaultValue().ifPresent(d -> object.set(field.name(), d.deepCopy()));
            } else if (value.isContainerNode()) {
                descend(value, field.type());
            }
        }
    }

    private static boolean isEmptyText(FieldSchema field, JsonNode value) {
        return field.presence() != Presence.KEPT && value.isTextual() && value.asText().isEmpty();
    }

    private void descend(JsonNode value, FieldType type) {
        switch (type) {
            case FieldType.Scalar _ -> {}
            case FieldType.Struct struct -> apply((ObjectNode) value, struct.schema());
            case FieldType.ListOf(var element, _, _) -> value.forEach(v -> descend(v, element));
            case FieldType.MapOf(FieldType.Scalar(var kind, _)) -> {
                if (kind == ScalarKind.QUANTITY) {
                    round((ObjectNode) value);
                }
            }
            case FieldType.MapOf(var element) -> value.forEach(v -> descend(v, element));
        }
    }

    private static void round(ObjectNode amounts) {
        for (Map.Entry<String, JsonNode> entry : amounts.properties()) {
            entry.setValue(
                    TextNode.valueOf(
                            Quantity.of(entry.getValue().asText()).roundedToMillis().toString()));
        }
    }

    private List<FieldSchema> concerned(TypeSchema type) {
        List<FieldSchema> known = concerned.get(type.name());
        if (known == null) {
            known =
                    type.fields().values().stream()
                            .filter(field -> hasAny(field, new LinkedHashSet<>()))
                            .toList();
            concerned.put(type.name(), known);
        }
        return known;
    }

    private static boolean hasAny(TypeSchema type, Set<String> seen) {
        return seen.add(type.name())
                && type.fields().values().stream().anyMatch(field -> hasAny(field, seen));
    }

    private static boolean hasAny(FieldSchema field, Set<String> seen) {
        return field.defaultValue().isPresent() || hasAny(field.type(), seen);
    }

    private static boolean hasAny(FieldType type, Set<String> seen) {
        return switch (type) {
            case FieldType.Scalar _ -> false;
            case FieldType.Struct struct -> hasAny(struct.schema(), seen);
            case FieldType.ListOf(var element, _, _) -> hasAny(element, seen);
            case FieldType.MapOf(FieldType.Scalar(var kind, _)) -> kind == ScalarKind.QUANTITY;
            case FieldType.MapOf(var value) -> hasAny(value, seen);
        };
    }
}
