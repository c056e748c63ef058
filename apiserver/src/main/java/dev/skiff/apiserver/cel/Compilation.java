package dev.skiff.apiserver.cel;

/// What became of an expression.
public sealed interface Compilation {
    /// It means something, and what it gives has the wanted type.
    record Compiled() implements Compilation {}

    /// @param detail what is wrong with it, in upstream's words
    record Refused(String detail) implements Compilation {}
}
