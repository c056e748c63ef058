package dev.skiff.api.schema;

/// What a field looks like when it holds nothing: `""`, `0`, `false`, an empty list or map, or
/// no value at all. Part of the wire: clients see which empty fields are there.
public enum Presence {
    /// Left out; an empty value that was given is left out too.
    OMITTED,
    /// As given: left out when absent, kept when empty (`replicas: 0`).
    KEPT,
    /// Written with its empty value when absent (`resources: {}`).
    ALWAYS,
    /// Written as null when absent (`lastTransitionTime: null`), kept when empty.
    NULL
}
