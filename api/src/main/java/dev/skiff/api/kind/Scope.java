package dev.skiff.api.kind;

/// Where objects of a kind live.
public enum Scope {
    NAMESPACED,
    CLUSTER
}
