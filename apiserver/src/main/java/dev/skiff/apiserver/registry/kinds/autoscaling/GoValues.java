package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.quantity.QuantityText;
import dev.skiff.api.schema.TimeText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Reads values that stand in annotations, whose types nobody has checked. Each is empty when the
/// type is another one; unknown fields are left out.
final class GoValues {
    private GoValues() {}

    static Optional<JsonNode> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value) : Optional.empty();
    }

    static Optional<JsonNode> int32(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt()
                ? Optional.of(value)
                : Optional.empty();
    }

    static Optional<JsonNode> quantity(JsonNode value) {
        boolean isWritten = value.isTextual() || value.isNumber();
        return isWritten && Quantity.read(value.asText()) instanceof QuantityText.Valid(var amount)
                ? Optional.of(TextNode.valueOf(amount.toString()))
                : Optional.empty();
    }

    static Optional<JsonNode> time(JsonNode value) {
        return value.isTextual()
                ? TimeText.canonical(value.textValue()).map(TextNode::valueOf)
                : Optional.empty();
    }

    /// An object with some of these strings.
    static Optional<JsonNode> texts(JsonNode value, List<String> names) {
        return struct(value, names, (_, field) -> text(field));
    }

    /// An object with some of these fields.
    static Optional<JsonNode> struct(
            JsonNode value,
            List<String> names,
            BiFunction<String, JsonNode, Optional<JsonNode>> field) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        ObjectNode struct = Json.object();
        for (String name : names) {
            if (Fields.has(value, name)) {
                Optional<JsonNode> read = field.apply(name, value.get(name));
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                struct.set(name, read.get());
            }
        }
        return Optional.of(struct);
    }

    static Optional<JsonNode> list(JsonNode value, Function<JsonNode, Optional<JsonNode>> element) {
        if (!value.isArray()) {
            return Optional.empty();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : value) {
            Optional<JsonNode> read = element.apply(item);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            list.add(read.get());
        }
        return Optional.of(list);
    }

    static Optional<JsonNode> labelSelector(JsonNode value) {
        return struct(
                value,
                List.of("matchLabels", "matchExpressions"),
                (name, field) ->
                        name.equals("matchLabels")
                                ? labels(field)
                                : list(field, GoValues::requirement));
    }

    private static Optional<JsonNode> labels(JsonNode value) {
        boolean isMap = value.isObject() && value.valueStream().allMatch(JsonNode::isTextual);
        return isMap ? Optional.of(value) : Optional.empty();
    }

    private static Optional<JsonNode> requirement(JsonNode value) {
        return struct(
                value,
                List.of("key", "operator", "values"),
                (name, field) -> name.equals("values") ? list(field, GoValues::text) : text(field));
    }
}
