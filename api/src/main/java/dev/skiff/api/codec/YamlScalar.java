package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.events.ScalarEvent;

/// What a plain word of YAML means.
final class YamlScalar {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_A_NUMBER =
            Pattern.compile("\\.(nan|NaN|NAN)|[-+]?\\.(inf|Inf|INF)");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(0[xX]|0[bB]|0[oO]|0(?=[0-7]))?([0-9a-fA-F]+)");
    private static final String TAG = "tag:yaml.org,2002:";
    private static final BigInteger LARGEST = BigInteger.TWO.pow(64);
    private static final int LONGEST_NUMBER = 400;

    private YamlScalar() {}

    static boolean isMerge(ScalarEvent event) {
        return event.isPlain() && event.getTag() == null && event.getValue().equals("<<");
    }

    static JsonNode value(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag();
        if (tag == null || !tag.startsWith(TAG)) {
            boolean isPlain = event.isPlain() && tag == null;
            return isPlain ? resolve(text) : TextNode.valueOf(text);
        }
        return switch (tag.substring(TAG.length())) {
            case "bool", "int", "float", "null" -> resolve(text);
            case "binary" -> TextNode.valueOf(binary(text));
            default -> TextNode.valueOf(text);
        };
    }

    /// Whether a plain word stands for itself.
    static boolean isText(String text) {
        return !text.equals("<<")
                && !NOT_A_NUMBER.matcher(text).matches()
                && resolve(text).isTextual();
    }

    /// The name of a field for what stands as a key.
    static String key(JsonNode key) {
        if (key.isContainerNode() || key.isNull()) {
            throw YamlErrors.refusal(
                    "unsupported map key of type: "
                            + (key.isNull()
                                    ? "<nil>"
                                    : key.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return key.asText();
    }

    private static String binary(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw YamlErrors.refusal("!!binary value contains invalid base64 data");
        }
    }

    private static JsonNode resolve(String text) {
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        }
        if (FALSE.contains(text)) {
            return BooleanNode.FALSE;
        }
        if (NULL.contains(text)) {
            return NullNode.instance;
        }
        if (NOT_A_NUMBER.matcher(text).matches()) {
            throw YamlErrors.refusal("unsupported value: " + text);
        }
        boolean maybeNumber = "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        return maybeNumber && text.length() <= LONGEST_NUMBER
                ? number(text).orElseGet(() -> TextNode.valueOf(text))
                : TextNode.valueOf(text);
    }

    /// Underscores may stand anywhere in a number.
    private static Optional<JsonNode> number(String text) {
        String plain = text.replace("_", "");
        Optional<JsonNode> integer = integer(plain);
        if (integer.isPresent() || !FLOAT.matcher(plain).matches()) {
            return integer;
        }
        double value = Double.parseDouble(plain);
        if (Double.isInfinite(value)) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        boolean isWhole = Math.abs(value) < 1e21 && exact.stripTrailingZeros().scale() <= 0;
        return Optional.of(isWhole ? node(exact.toBigIntegerExact()) : DecimalNode.valueOf(exact));
    }

    private static Optional<JsonNode> integer(String text) {
        var matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String prefix = matcher.group(2);
        int radix =
                prefix == null
                        ? 10
                        : switch (prefix) {
                            case "0x", "0X" -> 16;
                            case "0b", "0B" -> 2;
                            default -> 8;
                        };
        try {
            BigInteger digits = new BigInteger(matcher.group(3), radix);
            BigInteger value = matcher.group(1).equals("-") ? digits.negate() : digits;
            boolean isLeadingZero =
                    radix == 10 && digits.signum() > 0 && matcher.group(3).startsWith("0");
            boolean fits =
                    value.bitLength() < Long.SIZE
                            || value.signum() > 0 && value.compareTo(LARGEST) < 0;
            return fits && !isLeadingZero ? Optional.of(node(value)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static JsonNode node(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(value.intValue());
        }
        return value.bitLength() < Long.SIZE
                ? LongNode.valueOf(value.longValue())
                : BigIntegerNode.valueOf(value);
    }
}
