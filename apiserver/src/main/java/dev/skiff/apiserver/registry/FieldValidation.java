package dev.skiff.apiserver.registry;

/// What happens to fields of a body that the kind does not have, or has twice.
enum FieldValidation {
    STRICT,
    WARN,
    IGNORE
}
