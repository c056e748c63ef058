package dev.skiff.api.codec;

import java.util.regex.Pattern;

/// How a string is written in YAML: plain where it reads back as that string, as a block where it
/// has several lines, quoted otherwise.
final class YamlStyle {
    private static final Pattern TIMESTAMP =
            Pattern.compile(
                    "\\d{4}-\\d{1,2}-\\d{1,2}"
                            + "([Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?(Z|[-+]\\d\\d:\\d\\d)?)?");
    private static final Pattern SEXAGESIMAL =
            Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
    private static final String FIRST_INDICATORS = "#,[]{}&*!|>'\"%@`";
    private static final String ESCAPED =
            "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
    private static final String ESCAPES = "0abtnvfre\"\\N_LP";

    private YamlStyle() {}

    static String key(String text) {
        return text.indexOf('\n') >= 0 ? doubleQuoted(text) : singleLine(text);
    }

    /// @param indent where the lines of a block begin
    static String value(String text, int indent) {
        if (text.indexOf('\n') < 0) {
            return singleLine(text);
        }
        return canBeBlock(text) ? literal(text, indent) : doubleQuoted(text);
    }

    private static String singleLine(String text) {
        boolean isSpecial = text.codePoints().anyMatch(c -> !isPrintable(c));
        if (isSpecial || !YamlScalar.isText(text) || isTimeLike(text)) {
            return doubleQuoted(text);
        }
        return canBePlain(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    private static boolean isTimeLike(String text) {
        return TIMESTAMP.matcher(text).matches() || SEXAGESIMAL.matcher(text).matches();
    }

    private static boolean canBePlain(String text) {
        char first = text.charAt(0);
        boolean isMarker = text.startsWith("---") || text.startsWith("...");
        boolean isFirstAlone = text.length() == 1 || text.charAt(1) == ' ';
        if (isMarker
                || first == ' '
                || text.endsWith(" ")
                || FIRST_INDICATORS.indexOf(first) >= 0
                || "?:-".indexOf(first) >= 0 && isFirstAlone) {
            return false;
        }
        return !text.contains(": ") && !text.endsWith(":") && !text.contains(" #");
    }

    private static boolean canBeBlock(String text) {
        return !text.endsWith(" ")
                && !text.contains(" \n")
                && text.codePoints().allMatch(c -> c == '\n' || isPrintable(c));
    }

    private static String literal(String text, int indent) {
        StringBuilder block = new StringBuilder("|");
        if (text.startsWith(" ") || text.startsWith("\n")) {
            block.append(2);
        }
        if (!text.endsWith("\n")) {
            block.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            block.append('+');
        }
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : lines.split("\n", -1)) {
            block.append('\n');
            if (!line.isEmpty()) {
                block.repeat(' ', indent).append(line);
            }
        }
        return block.toString();
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        int escape = ESCAPED.indexOf(c);
        if (escape >= 0) {
            quoted.append('\\').append(ESCAPES.charAt(escape));
        } else if (isPrintable(c)) {
            quoted.appendCodePoint(c);
        } else if (c <= 0xff) {
            quoted.append("\\x%02X".formatted(c));
        } else {
            quoted.append((c <= 0xffff ? "\\u%04X" : "\\U%08X").formatted(c));
        }
    }

    private static boolean isPrintable(int c) {
        return c >= 0x20 && c <= 0x7e
                || c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029
                || c >= 0xe000 && c <= 0xfffd && c != 0xfeff
                || c >= 0x10000;
    }
}
