package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/// `[start:end:step]` of a list; negative positions count from its end.
record Slice(OptionalInt start, OptionalInt end, OptionalInt step) implements Step {
    /// `[index]`.
    static Step index(int index) {
        return index == -1
                ? new Slice(OptionalInt.of(-1), OptionalInt.empty(), OptionalInt.empty())
                : new Slice(OptionalInt.of(index), OptionalInt.of(index + 1), OptionalInt.empty());
    }

    @Override
    public void follow(JsonNode from, List<JsonNode> found) throws JsonPathException {
        if (from.isNull()) {
            return;
        }
        if (!from.isArray()) {
            throw new JsonPathException(Step.typeOf(from) + " is not array or slice");
        }
        int first = position(start.orElse(0), from);
        int last = position(end.orElse(from.size()), from);
        if (first == last) {
            return;
        }
        check(first, first < from.size() && first >= 0, from);
        check(last - 1, last <= from.size() && last >= 0, from);
        if (first > last) {
            throw new JsonPathException(
                    "starting index %d is greater than ending index %d".formatted(first, last));
        }
        int stride = step.orElse(1);
        if (stride <= 0) {
            throw new JsonPathException("step must be > 0");
        }
        for (int i = first; i < last; i += stride) {
            found.add(from.get(i));
        }
    }

    private static int position(int given, JsonNode list) {
        return given < 0 ? given + list.size() : given;
    }

    private static void check(int index, boolean isWithin, JsonNode list) throws JsonPathException {
        if (!isWithin) {
            throw new JsonPathException(
                    "array index out of bounds: index %d, length %d".formatted(index, list.size()));
        }
    }
}
