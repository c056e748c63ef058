package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.jsonpath.JsonPathTemplate.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads a template, or what stands inside its braces. For one use.
final class JsonPathParser {
    private static final char END = '\0';
    private static final String FIELD_ENDS = " .,[]$@{}\t\r\n\0";

    private final String text;
    private int at;

    JsonPathParser(String text) {
        this.text = text;
    }

    List<Part> template() throws JsonPathException {
        return parts(false);
    }

    /// Up to the end of the text, or of the range these stand in.
    private List<Part> parts(boolean isInRange) throws JsonPathException {
        List<Part> parts = new ArrayList<>();
        while (at < text.length()) {
            int brace = text.indexOf('{', at);
            int end = brace < 0 ? text.length() : brace;
            if (end > at) {
                parts.add(new Part.Text(text.substring(at, end)));
            }
            at = end;
            if (at < text.length()) {
                at++;
                Part part = part();
                if (isInRange && part instanceof Part.StrayEnd) {
                    return parts;
                }
                parts.add(part);
            }
        }
        return parts;
    }

    /// What stands in a pair of braces, the first of which has been read.
    private Part part() throws JsonPathException {
        List<Step> steps = new ArrayList<>();
        while (peek() != '}') {
            if (peek() == END || peek() == '\n') {
                throw new JsonPathException("unclosed action");
            }
            step(steps);
        }
        at++;
        return switch (steps.isEmpty() ? null : steps.getFirst()) {
            case Step.Identifier(String name) when name.equals("range") ->
                    new Part.Range(new JsonPath(steps.subList(1, steps.size())), parts(true));
            case Step.Identifier(String name) when name.equals("end") -> new Part.StrayEnd();
            case null, default -> new Part.Path(new JsonPath(steps));
        };
    }

    /// The whole text as the steps of one path.
    List<Step> steps() throws JsonPathException {
        List<Step> steps = new ArrayList<>();
        while (at < text.length()) {
            step(steps);
        }
        return steps;
    }

    private void step(List<Step> steps) throws JsonPathException {
        char c = peek();
        switch (c) {
            case ' ', '@', '$' -> at++;
            case '[' -> steps.add(text.startsWith("[?(", at) ? filter() : brackets());
            case '"', '\'' -> steps.add(new Step.Literal(TextNode.valueOf(quoted())));
            case '.' -> dot(steps);
            default -> {
                if (c == '+' || c == '-' || Character.isDigit(c)) {
                    steps.add(new Step.Literal(number()));
                } else if (Character.isLetter(c) || c == '_') {
                    steps.add(word());
                } else {
                    throw new JsonPathException(
                            "unrecognized character in action: U+%04X '%c'".formatted((int) c, c));
                }
            }
        }
    }

    private void dot(List<Step> steps) {
        at++;
        if (peek() == '.') {
            at++;
            steps.add(new Step.Descend());
            if (!Character.isLetterOrDigit(peek()) && peek() != '_') {
                return;
            }
        }
        String name = fieldName();
        steps.add(name.equals("*") ? new Step.Every() : new Step.Field(name));
    }

    private String fieldName() {
        StringBuilder name = new StringBuilder();
        while (FIELD_ENDS.indexOf(peek()) < 0) {
            if (peek() == '\\') {
                at++;
            }
            if (peek() != END) {
                name.append(peek());
                at++;
            }
        }
        return name.toString();
    }

    /// `[…]` but for filters: an index, a slice, a quoted key, or several of them.
    private Step brackets() throws JsonPathException {
        int close = text.indexOf(']', at);
        if (close < 0) {
            throw new JsonPathException("unterminated array");
        }
        String inside = text.substring(at + 1, close);
        at = close + 1;
        if (!inside.contains(",")) {
            return subscript(inside);
        }
        List<JsonPath> union = new ArrayList<>();
        for (String member : inside.split(",", -1)) {
            union.add(new JsonPath(List.of(subscript(member.strip()))));
        }
        return new Step.Union(union);
    }

    private static Step subscript(String inside) throws JsonPathException {
        if (inside.length() > 1 && inside.startsWith("'") && inside.endsWith("'")) {
            String key = inside.substring(1, inside.length() - 1);
            return new Step.Union(List.of(new JsonPath(new JsonPathParser("." + key).steps())));
        }
        return SliceParser.parse(inside);
    }

    private Step filter() throws JsonPathException {
        at += "[?(".length();
        int start = at;
        char quote = END;
        while (quote != END || peek() != ')') {
            char c = peek();
            if (c == END || c == '\n') {
                throw new JsonPathException("unterminated filter");
            }
            boolean isEscaped = c == '\\' && quote != END;
            if (quote == END && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = END;
            }
            at += isEscaped ? 2 : 1;
        }
        String inside = text.substring(start, at);
        at++;
        if (peek() != ']') {
            throw new JsonPathException("unclosed array expect ]");
        }
        at++;
        return condition(inside);
    }

    private static Step condition(String inside) throws JsonPathException {
        int start = 0;
        while (start < inside.length() && "!<>=".indexOf(inside.charAt(start)) < 0) {
            start++;
        }
        int end = start;
        while (end < inside.length() && "!<>=".indexOf(inside.charAt(end)) >= 0) {
            end++;
        }
        if (start == 0 || end == start || end == inside.length()) {
            return new Filter.Exists(pathOf(inside));
        }
        return new Filter(
                pathOf(inside.substring(0, start)),
                inside.substring(start, end),
                pathOf(inside.substring(end)));
    }

    private static JsonPath pathOf(String text) throws JsonPathException {
        return new JsonPath(new JsonPathParser(text).steps());
    }

    private String quoted() throws JsonPathException {
        char quote = peek();
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            char c = peek();
            if (c == END || c == '\n') {
                throw new JsonPathException("unterminated quoted string");
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() throws JsonPathException {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            case 'u' -> codeUnit();
            case '\\', '"', '\'' -> c;
            default ->
                    throw new JsonPathException(
                            "unquote string \\%c error invalid syntax".formatted(c));
        };
    }

    private char codeUnit() throws JsonPathException {
        int end = Math.min(at + 4, text.length());
        String digits = text.substring(at, end);
        at = end;
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException _) {
            throw new JsonPathException(
                    "unquote string \\u%s error invalid syntax".formatted(digits));
        }
    }

    private JsonNode number() throws JsonPathException {
        int start = at;
        at++;
        while (Character.isDigit(peek()) || peek() == '.') {
            at++;
        }
        String value = text.substring(start, at);
        try {
            return value.contains(".")
                    ? DecimalNode.valueOf(new BigDecimal(value))
                    : LongNode.valueOf(Long.parseLong(value));
        } catch (NumberFormatException _) {
            throw new JsonPathException("cannot parse number " + value);
        }
    }

    private Step word() {
        String word = fieldName();
        return switch (word) {
            case "true", "false" -> new Step.Literal(BooleanNode.valueOf(word.equals("true")));
            default -> new Step.Identifier(word);
        };
    }

    /// The next character, or [#END].
    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }
}
