package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// The JSON text of the small values within field paths, as the JSON library would write it but
/// without setting it in motion for the simple ones.
final class CompactJson {
    private CompactJson() {}

    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode value) {
        if (value.isTextual() && isPlain(value.textValue())) {
            text.append('"').append(value.textValue()).append('"');
        } else if (value.isInt() || value.isLong()) {
            text.append(value.longValue());
        } else if (value.isObject() && !value.isEmpty()) {
            char separator = '{';
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                text.append(separator).append('"').append(field.getKey()).append("\":");
                append(text, field.getValue());
                separator = ',';
            }
            text.append('}');
        } else {
            text.append(value);
        }
    }

    /// Whether nothing in it is to be escaped.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
