package dev.skiff.api.jsonpath;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what stands in `[2]`, `[-1]`, `[1:3]`, `[::2]` and `[*]`.
final class SliceParser {
    private static final Pattern SLICE =
            Pattern.compile("(?<start>-?\\d*)(?<end>:-?\\d*)?(?<step>:-?\\d*)?");

    private SliceParser() {}

    static Step parse(String inside) throws JsonPathException {
        Matcher slice = SLICE.matcher(inside.equals("*") ? ":" : inside);
        if (!slice.matches()) {
            throw new JsonPathException("invalid array index " + inside);
        }
        OptionalInt start = number(slice.group("start"), inside);
        if (slice.group("end") == null) {
            return Slice.index(start.orElse(0));
        }
        return new Slice(
                start,
                number(slice.group("end").substring(1), inside),
                slice.group("step") == null
                        ? OptionalInt.empty()
                        : number(slice.group("step").substring(1), inside));
    }

    private static OptionalInt number(String digits, String inside) throws JsonPathException {
        try {
            return digits.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(digits));
        } catch (NumberFormatException _) {
            throw new JsonPathException("invalid array index " + inside);
        }
    }
}
