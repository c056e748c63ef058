package dev.skiff.agent.runtime;

/// With whom the processes of a container share a kernel namespace.
public enum NamespaceMode {
    /// Each container has its own.
    CONTAINER,
    /// All containers of the pod share the sandbox's.
    POD,
    /// The machine's own.
    NODE
}
