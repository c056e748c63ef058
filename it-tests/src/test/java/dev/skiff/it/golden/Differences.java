package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Where two JSON values differ, a line each.
final class Differences {
    private static final int SHOWN = 300;

    private final List<String> lines = new ArrayList<>();

    private Differences() {}

    static List<String> between(JsonNode expected, JsonNode actual) {
        Differences differences = new Differences();
        differences.compare("$", expected, actual);
        return differences.lines;
    }

    private void compare(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            expected.fieldNames().forEachRemaining(fields::add);
            actual.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                compare(place + "." + field, expected.path(field), actual.path(field));
            }
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(place + "[" + i + "]", expected.path(i), actual.path(i));
            }
        } else if (!areSame(expected, actual)) {
            lines.add("%s: expected %s, got %s".formatted(place, brief(expected), brief(actual)));
        }
    }

    private static boolean areSame(JsonNode expected, JsonNode actual) {
        boolean areNumbers =
                expected.getNodeType() == JsonNodeType.NUMBER
                        && actual.getNodeType() == JsonNodeType.NUMBER;
        return areNumbers
                ? expected.isIntegralNumber() == actual.isIntegralNumber()
                        && expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static String brief(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
