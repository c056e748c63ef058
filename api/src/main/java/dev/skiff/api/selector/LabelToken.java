package dev.skiff.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One word or sign of a label selector.
record LabelToken(Type type, String text) {
    enum Type {
        END,
        WORD,
        COMMA,
        OPEN,
        CLOSE,
        NOT,
        EQUALS,
        DOUBLE_EQUALS,
        NOT_EQUALS,
        GREATER,
        LESS
    }

    private static final Map<String, Type> SIGNS =
            Map.of(
                    ",", Type.COMMA,
                    "(", Type.OPEN,
                    ")", Type.CLOSE,
                    "!", Type.NOT,
                    "=", Type.EQUALS,
                    "==", Type.DOUBLE_EQUALS,
                    "!=", Type.NOT_EQUALS,
                    ">", Type.GREATER,
                    "<", Type.LESS);

    /// Splits a text. The last token is [Type#END], with an empty text.
    static List<LabelToken> split(String text) {
        List<LabelToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else {
                LabelToken token = isSign(c) ? sign(text, at) : word(text, at);
                tokens.add(token);
                at += token.text.length();
            }
        }
        tokens.add(new LabelToken(Type.END, ""));
        return tokens;
    }

    private static LabelToken sign(String text, int at) {
        String two = text.substring(at, Math.min(text.length(), at + 2));
        Type type = SIGNS.get(two);
        String one = two.substring(0, 1);
        return type != null ? new LabelToken(type, two) : new LabelToken(signOf(one), one);
    }

    private static Type signOf(String one) {
        Type type = SIGNS.get(one);
        if (type == null) {
            throw new IllegalStateException("not a sign of label selectors: " + one);
        }
        return type;
    }

    private static LabelToken word(String text, int from) {
        int end = from;
        while (end < text.length() && !isSpace(text.charAt(end)) && !isSign(text.charAt(end))) {
            end++;
        }
        return new LabelToken(Type.WORD, text.substring(from, end));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isSign(char c) {
        return "=!(),><".indexOf(c) >= 0;
    }
}
