package dev.skiff.api.schema;

/// What server-side apply takes as one owned thing in a list.
public enum ListKind {
    /// The whole list.
    ATOMIC,
    /// Each value; values are unique.
    SET,
    /// Each element, found by its key fields.
    MAP
}
