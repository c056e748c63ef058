package dev.skiff.api.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Says what is wrong with JSON text in the words Kubernetes' clients and users know. Used only
/// after a parse failed, so it need not be fast.
public final class JsonSyntax {
    private static final char SOFT_HYPHEN = 0xad;
    private static final String END = "unexpected end of JSON input";
    private static final String OBJECT_END = "after object key:value pair";

    private final byte[] text;
    private int at;

    private JsonSyntax(byte[] text) {
        this.text = text;
    }

    /// The sentence for text that does not parse.
    ///
    /// @param cause what our own parser said; its words are used when the text is JSON after all,
    ///     but nested too deep or its numbers too long
    public static String explain(byte[] json, JsonProcessingException cause) {
        return problem(json).orElseGet(cause::getOriginalMessage);
    }

    /// What is wrong with the text, if anything.
    public static Optional<String> problem(byte[] json) {
        return new JsonSyntax(json).scan();
    }

    /// Whether the text is not in one of the encodings that JSON may have elsewhere, but here not:
    /// they begin with a mark, or have zeros among their first bytes.
    public static boolean isUtf8(byte[] json) {
        int first = json.length > 1 ? (json[0] & 0xff) << 8 | json[1] & 0xff : 0x2020;
        boolean isMarked =
                first == 0xfeff
                        || first == 0xfffe
                        || first == 0xefbb && json.length > 2 && (json[2] & 0xff) == 0xbf;
        for (int i = 0; i < Math.min(4, json.length); i++) {
            isMarked |= json[i] == 0;
        }
        return !isMarked;
    }

    private enum Expected {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        COLON,
        COMMA_OR_END
    }

    private Optional<String> scan() {
        Deque<Character> open = new ArrayDeque<>();
        Expected expected = Expected.VALUE;
        while (true) {
            skipSpace();
            if (at == text.length) {
                boolean isComplete = expected == Expected.COMMA_OR_END && open.isEmpty();
                return isComplete ? Optional.empty() : Optional.of(END);
            }
            Step step =
                    switch (expected) {
                        case VALUE, VALUE_OR_END -> value(expected, open);
                        case KEY, KEY_OR_END -> key(expected, open);
                        case COLON ->
                                text[at] == ':' ? next(Expected.VALUE) : bad("after object key");
                        case COMMA_OR_END -> commaOrEnd(open);
                    };
            switch (step) {
                case Next(var next) -> expected = next;
                case Bad(var message) -> {
                    return Optional.of(message);
                }
            }
        }
    }

    private sealed interface Step {}

    private record Next(Expected expected) implements Step {}

    private record Bad(String message) implements Step {}

    private Step value(Expected expected, Deque<Character> open) {
        byte c = text[at];
        return switch (c) {
            case '{' -> {
                open.push('{');
                yield next(Expected.KEY_OR_END);
            }
            case '[' -> {
                open.push('[');
                yield next(Expected.VALUE_OR_END);
            }
            case '"' -> then(string(), Expected.COMMA_OR_END);
            case 't' -> then(literal("true"), Expected.COMMA_OR_END);
            case 'f' -> then(literal("false"), Expected.COMMA_OR_END);
            case 'n' -> then(literal("null"), Expected.COMMA_OR_END);
            default -> {
                if (c == ']' && expected == Expected.VALUE_OR_END) {
                    open.pop();
                    yield next(Expected.COMMA_OR_END);
                }
                yield c == '-' || isDigit(c)
                        ? then(number(), Expected.COMMA_OR_END)
                        : bad("looking for beginning of value");
            }
        };
    }

    private Step key(Expected expected, Deque<Character> open) {
        if (text[at] == '}' && expected == Expected.KEY_OR_END) {
            open.pop();
            return next(Expected.COMMA_OR_END);
        }
        return text[at] == '"'
                ? then(string(), Expected.COLON)
                : bad("looking for beginning of object key string");
    }

    private Step commaOrEnd(Deque<Character> open) {
        if (open.isEmpty()) {
            return bad("after top-level value");
        }
        boolean isObject = open.peek() == '{';
        if (text[at] == ',') {
            return next(isObject ? Expected.KEY : Expected.VALUE);
        }
        if (text[at] == (isObject ? '}' : ']')) {
            open.pop();
            return next(Expected.COMMA_OR_END);
        }
        return bad(isObject ? OBJECT_END : "after array element");
    }

    /// The scanners of tokens leave `at` behind the token, or say what is wrong.
    private Optional<String> string() {
        at++;
        while (at < text.length && text[at] != '"') {
            int c = text[at] & 0xff;
            if (c < 0x20) {
                return Optional.of(character("in string literal"));
            }
            at++;
            if (c == '\\') {
                Optional<String> problem = escape();
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return at++ < text.length ? Optional.empty() : Optional.of(END);
    }

    private Optional<String> escape() {
        if (at == text.length) {
            return Optional.of(END);
        }
        if (text[at] != 'u') {
            return "bfnrt\\/\"".indexOf(text[at++]) >= 0
                    ? Optional.empty()
                    : Optional.of(characterBefore("in string escape code"));
        }
        at++;
        for (int digit = 0; digit < 4; digit++, at++) {
            if (at == text.length) {
                return Optional.of(END);
            }
            if (Character.digit(text[at], 16) < 0) {
                return Optional.of(character("in \\u hexadecimal character escape"));
            }
        }
        return Optional.empty();
    }

    private Optional<String> literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == text.length) {
                return Optional.of(END);
            }
            if (text[at] != word.charAt(i)) {
                return Optional.of(
                        character("in literal " + word + " (expecting '" + word.charAt(i) + "')"));
            }
        }
        return Optional.empty();
    }

    private Optional<String> number() {
        if (text[at] == '-') {
            at++;
        }
        Optional<String> problem = Optional.empty();
        if (at < text.length && text[at] == '0') {
            at++;
        } else {
            problem = digits("in numeric literal");
        }
        if (problem.isEmpty() && isAt(".")) {
            at++;
            problem = digits("after decimal point in numeric literal");
        }
        if (problem.isEmpty() && isAt("eE")) {
            at++;
            if (isAt("+-")) {
                at++;
            }
            problem = digits("in exponent of numeric literal");
        }
        return problem;
    }

    private Optional<String> digits(String where) {
        if (at == text.length) {
            return Optional.of(END);
        }
        if (!isDigit(text[at])) {
            return Optional.of(character(where));
        }
        while (at < text.length && isDigit(text[at])) {
            at++;
        }
        return Optional.empty();
    }

    private boolean isAt(String characters) {
        return at < text.length && characters.indexOf(text[at]) >= 0;
    }

    private Step next(Expected expected) {
        at++;
        return new Next(expected);
    }

    private static Step then(Optional<String> problem, Expected expected) {
        return problem.<Step>map(Bad::new).orElseGet(() -> new Next(expected));
    }

    private Step bad(String where) {
        return new Bad(character(where));
    }

    private String characterBefore(String where) {
        at--;
        return character(where);
    }

    private String character(String where) {
        return "invalid character " + quoted((char) (text[at] & 0xff)) + " " + where;
    }

    private static String quoted(char c) {
        return switch (c) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            case '\t' -> "'\\t'";
            case 0x07 -> "'\\a'";
            case '\b' -> "'\\b'";
            case 0x0b -> "'\\v'";
            case '\f' -> "'\\f'";
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    yield "'\\x%02x'".formatted((int) c);
                }
                boolean isShown = c < 0x80 || c > 0xa0 && c != SOFT_HYPHEN;
                yield isShown ? "'" + c + "'" : "'\\u%04x'".formatted((int) c);
            }
        };
    }

    private void skipSpace() {
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
