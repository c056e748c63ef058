package dev.skiff.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Conditions on fields that must all hold. Which fields a kind can be selected by is not known
/// here.
public record FieldSelector(List<Requirement> requirements) {
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final String[] OPERATORS = {"!=", "==", "="};

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /// @param isEqual whether the field must have the value, or must not
    public record Requirement(String field, boolean isEqual, String value) {
        @Override
        public String toString() {
            return field + (isEqual ? "=" : "!=") + escape(value);
        }
    }

    /// Reads what stands in a query: `metadata.name=x,spec.nodeName!=y`, with a backslash before
    /// commas, equals signs and backslashes of values. Empty selects everything.
    public static SelectorText<FieldSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String term : split(text)) {
            if (term.isEmpty()) {
                continue;
            }
            int at = operatorAt(term);
            if (at < 0) {
                return new SelectorText.Malformed<>(
                        "invalid selector: '%s'; can't understand '%s'".formatted(text, term));
            }
            String operator = operator(term, at);
            String escaped = term.substring(at + operator.length());
            int wrong = badEscape(escaped);
            if (wrong >= 0) {
                return new SelectorText.Malformed<>(badEscapeMessage(escaped, wrong));
            }
            requirements.add(
                    new Requirement(
                            term.substring(0, at), !operator.equals("!="), unescape(escaped)));
        }
        return new SelectorText.Valid<>(new FieldSelector(requirements));
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }

    /// @param fields gives the value of a field; empty when the object has none
    public boolean matches(UnaryOperator<String> fields) {
        for (Requirement requirement : requirements) {
            boolean isSame = fields.apply(requirement.field()).equals(requirement.value());
            if (isSame != requirement.isEqual()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }

    private static List<String> split(String text) {
        List<String> terms = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == ',') {
                terms.add(text.substring(start, at));
                start = at + 1;
            }
        }
        terms.add(text.substring(start));
        return terms;
    }

    private static int operatorAt(String term) {
        for (int at = 0; at < term.length(); at++) {
            if (!operator(term, at).isEmpty()) {
                return at;
            }
        }
        return -1;
    }

    private static String operator(String term, int at) {
        for (String operator : OPERATORS) {
            if (term.startsWith(operator, at)) {
                return operator;
            }
        }
        return "";
    }

    private static int badEscape(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            boolean isEscape = c == '\\';
            if (isEscape && (at + 1 == value.length() || !isSpecial(value.charAt(at + 1)))) {
                return at;
            }
            if (isEscape) {
                at++;
            } else if (c == ',' || c == '=') {
                return at;
            }
        }
        return -1;
    }

    private static String badEscapeMessage(String value, int at) {
        if (value.charAt(at) != '\\') {
            return "invalid field selector: unescaped character in value: " + value.charAt(at);
        }
        return "invalid field selector: invalid escape sequence: "
                + value.substring(at, Math.min(at + 2, value.length()));
    }

    private static boolean isSpecial(char c) {
        return c == '\\' || c == ',' || c == '=';
    }

    private static String unescape(String value) {
        return value.indexOf('\\') < 0 ? value : value.replaceAll("\\\\(.)", "$1");
    }

    private static String escape(String value) {
        return value.replaceAll("[\\\\,=]", "\\\\$0");
    }
}
