package dev.skiff.apiserver.registry;

/// What becomes of an object's dependents.
enum Propagation {
    /// They are collected afterwards.
    BACKGROUND,
    /// They go first.
    FOREGROUND,
    /// They stay.
    ORPHAN,
    /// The caller leaves it to the finalizers that are there.
    UNSET
}
