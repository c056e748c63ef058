package dev.skiff.apiserver.cel;

import java.util.List;

/// What an expression must give. A result of a type known only when it runs (`dyn`) is none of
/// these but [#ANY].
public enum ResultType {
    BOOL(List.of("bool")),
    TEXT(List.of("string")),
    TEXT_OR_NULL(List.of("string", "null_type")),
    OBJECT(List.of("Object")),
    PATCHES(List.of("list(JSONPatch)")),
    ANY(List.of());

    private final List<String> names;

    ResultType(List<String> names) {
        this.names = names;
    }

    boolean accepts(String type) {
        return names.isEmpty() || names.contains(type);
    }

    /// What is wrong with a result of another type.
    String refusal(String type) {
        return names.size() == 1
                ? "must evaluate to %s but got %s".formatted(names.getFirst(), type)
                : "must evaluate to one of [%s] but got %s"
                        .formatted(String.join(" ", names), type);
    }
}
