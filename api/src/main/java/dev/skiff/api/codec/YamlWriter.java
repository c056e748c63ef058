package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// Writes a tree in the one style Kubernetes' tools print: blocks, keys in natural order, lists no
/// deeper than their key, quotes only where a reader would not take the word for a string.
final class YamlWriter {
    private static final int STEP = 2;
    private static final int LONGEST_KEY = 128;

    private final StringBuilder out = new StringBuilder();

    String write(JsonNode node) {
        block(node, 0);
        return out.append('\n').toString();
    }

    /// Writes from where the last line ends; further lines begin at `indent`.
    private void block(JsonNode node, int indent) {
        if (node.isObject() && !node.isEmpty()) {
            mapping(node, indent);
        } else if (node.isArray() && !node.isEmpty()) {
            sequence(node, indent);
        } else {
            out.append(inline(node, indent));
        }
    }

    private void mapping(JsonNode node, int indent) {
        Map<String, JsonNode> fields = new TreeMap<>(new NaturalOrder());
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        boolean isFirst = true;
        for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
            if (!isFirst) {
                newLine(indent);
            }
            isFirst = false;
            key(field.getKey(), indent);
            JsonNode value = field.getValue();
            if (value.isEmpty() || value.isValueNode()) {
                out.append(' ').append(inline(value, indent));
            } else {
                int deeper = value.isObject() ? indent + STEP : indent;
                newLine(deeper);
                block(value, deeper);
            }
        }
    }

    private void key(String key, int indent) {
        String text = YamlStyle.key(key);
        if (text.length() > LONGEST_KEY) {
            out.append("? ").append(text);
            newLine(indent);
        } else {
            out.append(text);
        }
        out.append(':');
    }

    private void sequence(JsonNode node, int indent) {
        boolean isFirst = true;
        for (JsonNode element : node) {
            if (!isFirst) {
                newLine(indent);
            }
            isFirst = false;
            out.append("- ");
            if (element.isTextual()) {
                out.append(inline(element, indent));
            } else {
                block(element, indent + STEP);
            }
        }
    }

    private void newLine(int indent) {
        out.append('\n').repeat(' ', indent);
    }

    private static String inline(JsonNode node, int indent) {
        return switch (node.getNodeType()) {
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case STRING -> YamlStyle.value(node.asText(), indent + STEP);
            case NUMBER -> number(node);
            case BOOLEAN -> node.asText();
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        BigDecimal value = node.decimalValue().stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < 21) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = value.signum() < 0 ? "-" : "";
        return "%s%s%se%s%02d"
                .formatted(
                        sign,
                        digits.charAt(0),
                        fraction,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }
}
