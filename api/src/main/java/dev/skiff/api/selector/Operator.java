package dev.skiff.api.selector;

/// What a requirement asks of a label.
public enum Operator {
    IN("in"),
    NOT_IN("notin"),
    EQUALS("="),
    DOUBLE_EQUALS("=="),
    NOT_EQUALS("!="),
    EXISTS("exists"),
    DOES_NOT_EXIST("!"),
    GREATER_THAN("gt"),
    LESS_THAN("lt");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
