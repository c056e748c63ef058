package dev.skiff.apiserver.authorization;

/// Which pods are on a node, and what they need there.
public interface BoundPods {
    /// Whether that pod is bound to the node.
    boolean isBound(String namespace, String pod, String node);

    /// Whether a pod bound to the node names that object of its namespace, so that the node must be
    /// able to read it.
    ///
    /// @param resource `secrets`, `configmaps` or `serviceaccounts`
    boolean isNeeded(String namespace, String resource, String name, String node);
}
