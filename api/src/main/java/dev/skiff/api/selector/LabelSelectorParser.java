package dev.skiff.api.selector;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.validation.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Reads `key`, `!key`, `key op value` and `key in (values)`, joined by commas.
final class LabelSelectorParser {
    private final List<LabelToken> tokens;
    private int at;

    LabelSelectorParser(String text) {
        this.tokens = LabelToken.split(text);
    }

    /// Ends a parse; never leaves this class.
    private static final class Refusal extends Exception {
        private final String sentence;

        Refusal(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }
    }

    SelectorText<LabelSelector> parse() {
        try {
            return new SelectorText.Valid<>(LabelSelector.of(requirements()));
        } catch (Refusal refusal) {
            return new SelectorText.Malformed<>(refusal.sentence);
        }
    }

    private List<LabelRequirement> requirements() throws Refusal {
        List<LabelRequirement> requirements = new ArrayList<>();
        while (peek().type() != LabelToken.Type.END) {
            requireStart(peek(), "found '%s', expected: !, identifier, or 'end of string'");
            requirements.add(checkedRequirement());
            LabelToken next = next();
            if (next.type() == LabelToken.Type.END) {
                return requirements;
            }
            if (next.type() != LabelToken.Type.COMMA) {
                throw new Refusal(
                        "found '%s', expected: ',' or 'end of string'".formatted(next.text()));
            }
            requireStart(peek(), "found '%s', expected: identifier after ','");
        }
        return requirements;
    }

    private static void requireStart(LabelToken token, String sentence) throws Refusal {
        if (token.type() != LabelToken.Type.WORD && token.type() != LabelToken.Type.NOT) {
            throw new Refusal(sentence.formatted(token.text()));
        }
    }

    private LabelRequirement checkedRequirement() throws Refusal {
        try {
            LabelRequirement requirement = requirement();
            List<String> problems = requirement.problems();
            if (!problems.isEmpty()) {
                throw new Refusal(
                        problems.size() == 1
                                ? problems.getFirst()
                                : "[" + String.join(", ", problems) + "]");
            }
            return requirement;
        } catch (Refusal refusal) {
            throw new Refusal("unable to parse requirement: " + refusal.sentence);
        }
    }

    private LabelRequirement requirement() throws Refusal {
        boolean isNegated = peek().type() == LabelToken.Type.NOT;
        if (isNegated) {
            next();
        }
        String key = key();
        LabelToken.Type following = peek().type();
        if (isNegated) {
            return new LabelRequirement(key, Operator.DOES_NOT_EXIST, List.of());
        }
        if (following == LabelToken.Type.END || following == LabelToken.Type.COMMA) {
            return new LabelRequirement(key, Operator.EXISTS, List.of());
        }
        Operator operator = operator();
        boolean isSet = operator == Operator.IN || operator == Operator.NOT_IN;
        return new LabelRequirement(key, operator, isSet ? values() : List.of(value()));
    }

    private String key() throws Refusal {
        LabelToken token = next();
        if (token.type() != LabelToken.Type.WORD) {
            throw new Refusal("found '%s', expected: identifier".formatted(token.text()));
        }
        List<String> wrong = TextRules.qualifiedName(token.text());
        if (!wrong.isEmpty()) {
            throw new Refusal(
                    "<nil>: Invalid value: %s: %s"
                            .formatted(GoText.quote(token.text()), String.join("; ", wrong)));
        }
        return token.text();
    }

    private Operator operator() throws Refusal {
        LabelToken token = next();
        return switch (token.type()) {
            case EQUALS -> Operator.EQUALS;
            case DOUBLE_EQUALS -> Operator.DOUBLE_EQUALS;
            case NOT_EQUALS -> Operator.NOT_EQUALS;
            case GREATER -> Operator.GREATER_THAN;
            case LESS -> Operator.LESS_THAN;
            case WORD, COMMA, OPEN, CLOSE, NOT, END -> {
                if (token.text().equals("in")) {
                    yield Operator.IN;
                }
                if (token.text().equals("notin")) {
                    yield Operator.NOT_IN;
                }
                throw new Refusal(
                        "found '%s', expected: in, notin, =, ==, !=, gt, lt"
                                .formatted(token.text()));
            }
        };
    }

    private String value() throws Refusal {
        LabelToken.Type following = peek().type();
        if (following == LabelToken.Type.END || following == LabelToken.Type.COMMA) {
            return "";
        }
        LabelToken token = next();
        if (token.type() != LabelToken.Type.WORD) {
            throw new Refusal("found '%s', expected: identifier".formatted(token.text()));
        }
        return token.text();
    }

    private List<String> values() throws Refusal {
        LabelToken open = next();
        if (open.type() != LabelToken.Type.OPEN) {
            throw new Refusal("found '%s' expected: '('".formatted(open.text()));
        }
        TreeSet<String> values = new TreeSet<>();
        LabelToken token = peek();
        if (token.type() == LabelToken.Type.END || isOperator(token)) {
            throw new Refusal(
                    "found '%s', expected: ',', ')' or identifier".formatted(token.text()));
        }
        while (true) {
            values.add(listed());
            LabelToken separator = next();
            if (separator.type() == LabelToken.Type.CLOSE) {
                return List.copyOf(values);
            }
            if (separator.type() != LabelToken.Type.COMMA) {
                throw new Refusal("found '%s', expected: ',' or ')'".formatted(separator.text()));
            }
        }
    }

    /// One value of a list; nothing between two commas is the empty value.
    private String listed() throws Refusal {
        LabelToken token = peek();
        if (token.type() == LabelToken.Type.COMMA || token.type() == LabelToken.Type.CLOSE) {
            return "";
        }
        next();
        if (token.type() != LabelToken.Type.WORD) {
            throw new Refusal("found '%s', expected: ',', or identifier".formatted(token.text()));
        }
        return token.text();
    }

    private static boolean isOperator(LabelToken token) {
        return switch (token.type()) {
            case OPEN, NOT, EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER, LESS -> true;
            case WORD, COMMA, CLOSE, END -> false;
        };
    }

    private LabelToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private LabelToken next() {
        LabelToken token = peek();
        at++;
        return token;
    }
}
