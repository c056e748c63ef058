package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How the Go programs whose words we speak print values inside messages. Clients and tests compare
/// such texts.
public final class GoText {
    private GoText() {}

    /// A Go string literal: what `%q` prints.
    public static String quote(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> appendQuoted(text, c));
        return text.append('"').toString();
    }

    /// Compact JSON with `<`, `>` and `&` escaped, fields in the order of the tree.
    public static String json(JsonNode value) {
        StringBuilder text = new StringBuilder();
        appendJson(text, value);
        return text.toString();
    }

    /// What `%v` prints: `map[a:1 b:[x y]]`, keys in order.
    public static String value(JsonNode value) {
        if (value.isObject()) {
            Map<String, String> texts = new TreeMap<>();
            value.properties().forEach(field -> texts.put(field.getKey(), value(field.getValue())));
            return texts.entrySet().stream()
                    .map(field -> field.getKey() + ":" + field.getValue())
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return value.valueStream()
                    .map(GoText::value)
                    .collect(Collectors.joining(" ", "[", "]"));
        }
        if (value.isFloatingPointNumber()) {
            return GoFloat.value(value.doubleValue());
        }
        return value.isNull() ? "<nil>" : value.asText();
    }

    /// JSON over several lines, one space deeper with every level.
    public static String indentedJson(JsonNode value) {
        StringBuilder text = new StringBuilder();
        appendIndented(text, value, "\n");
        return text.toString();
    }

    private static void appendIndented(StringBuilder text, JsonNode value, String lineBreak) {
        if (!value.isContainerNode() || value.isEmpty()) {
            appendJson(text, value);
            return;
        }
        String deeper = lineBreak + " ";
        char separator = value.isObject() ? '{' : '[';
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                text.append(separator).append(deeper);
                appendJsonString(text, field.getKey());
                text.append(": ");
                appendIndented(text, field.getValue(), deeper);
                separator = ',';
            }
        } else {
            for (JsonNode item : value) {
                text.append(separator).append(deeper);
                appendIndented(text, item, deeper);
                separator = ',';
            }
        }
        text.append(lineBreak).append(value.isObject() ? '}' : ']');
    }

    private static void appendQuoted(StringBuilder text, int c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case 0x07 -> text.append("\\a");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case 0x0b -> text.append("\\v");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    text.append("\\x%02x".formatted(c));
                } else if (isPrintable(c)) {
                    text.appendCodePoint(c);
                } else {
                    text.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                }
            }
        }
    }

    /// What `unicode.IsPrint` says of a character: of all blanks only the plain one is.
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static void appendJson(StringBuilder text, JsonNode value) {
        if (value.isObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                text.append(separator);
                appendJsonString(text, field.getKey());
                text.append(':');
                appendJson(text, field.getValue());
                separator = ",";
            }
            text.append(value.isEmpty() ? "{}" : "}");
        } else if (value.isArray()) {
            String separator = "[";
            for (JsonNode item : value) {
                text.append(separator);
                appendJson(text, item);
                separator = ",";
            }
            text.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isTextual()) {
            appendJsonString(text, value.textValue());
        } else if (value.isFloatingPointNumber()) {
            text.append(GoFloat.json(value.doubleValue()));
        } else {
            text.append(value);
        }
    }

    private static void appendJsonString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0) {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
