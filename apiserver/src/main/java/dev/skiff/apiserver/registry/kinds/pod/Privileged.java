package dev.skiff.apiserver.registry.kinds.pod;

/// Whether containers of this cluster may be privileged: as much on their node as its root.
public enum Privileged {
    ALLOWED,
    REFUSED
}
