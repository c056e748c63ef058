package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import java.util.List;

/// `[?(left operator right)]`: the elements of a list for which it holds. A side that leads nowhere
/// makes it not hold.
record Filter(JsonPath left, String operator, JsonPath right) implements Step {
    @Override
    public void follow(JsonNode from, List<JsonNode> found) throws JsonPathException {
        for (JsonNode element : elements(from)) {
            if (holds(element)) {
                found.add(element);
            }
        }
    }

    /// `[?(path)]`: the elements in which the path leads somewhere.
    record Exists(JsonPath path) implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) throws JsonPathException {
            for (JsonNode element : elements(from)) {
                if (!path.find(element).isEmpty()) {
                    found.add(element);
                }
            }
        }
    }

    private static Iterable<JsonNode> elements(JsonNode from) throws JsonPathException {
        if (!from.isArray()) {
            throw new JsonPathException(
                    GoText.value(from) + " is not array or slice and cannot be filtered");
        }
        return from;
    }

    private boolean holds(JsonNode element) throws JsonPathException {
        List<JsonNode> lefts = left.find(element);
        List<JsonNode> rights = right.find(element);
        if (lefts.isEmpty() || rights.isEmpty()) {
            return false;
        }
        if (lefts.size() > 1 || rights.size() > 1) {
            throw new JsonPathException("can only compare one element at a time");
        }
        JsonNode one = lefts.getFirst();
        JsonNode other = rights.getFirst();
        return switch (operator) {
            case "==" -> areEqual(one, other);
            case "!=" -> !areEqual(one, other);
            case "<" -> compare(one, other) < 0;
            case "<=" -> compare(one, other) <= 0;
            case ">" -> compare(one, other) > 0;
            case ">=" -> compare(one, other) >= 0;
            default -> throw new JsonPathException("unrecognized filter operator " + operator);
        };
    }

    private static boolean areEqual(JsonNode one, JsonNode other) throws JsonPathException {
        if (one.isBoolean() && other.isBoolean()) {
            return one.booleanValue() == other.booleanValue();
        }
        return compare(one, other) == 0;
    }

    private static int compare(JsonNode one, JsonNode other) throws JsonPathException {
        if (!isBasic(one) || !isBasic(other)) {
            throw new JsonPathException("invalid type for comparison");
        }
        if (!Step.typeOf(one).equals(Step.typeOf(other))) {
            throw new JsonPathException("incompatible types for comparison");
        }
        if (one.isBoolean()) {
            throw new JsonPathException("invalid type for comparison");
        }
        return one.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.textValue().compareTo(other.textValue());
    }

    private static boolean isBasic(JsonNode value) {
        return value.isValueNode() && !value.isNull();
    }
}
