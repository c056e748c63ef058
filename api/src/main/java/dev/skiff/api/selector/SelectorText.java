package dev.skiff.api.selector;

/// What the text of a selector turned out to be.
public sealed interface SelectorText<S> {
    record Valid<S>(S selector) implements SelectorText<S> {}

    /// @param message in upstream's words
    record Malformed<S>(String message) implements SelectorText<S> {}
}
