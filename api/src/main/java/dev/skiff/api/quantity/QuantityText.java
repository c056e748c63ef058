package dev.skiff.api.quantity;

/// What a text turned out to be.
public sealed interface QuantityText {
    record Valid(Quantity quantity) implements QuantityText {}

    /// @param message in upstream's words
    record Malformed(String message) implements QuantityText {}
}
