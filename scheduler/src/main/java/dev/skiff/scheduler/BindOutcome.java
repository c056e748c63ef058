package dev.skiff.scheduler;

import dev.skiff.api.object.ObjectKey;

/// How it ended that a pod was to be bound to a node.
sealed interface BindOutcome {
    ObjectKey pod();

    String uid();

    /// The pod has this node for good, which may be another than the one it was meant for.
    record Bound(ObjectKey pod, String uid, String nodeName) implements BindOutcome {}

    /// The pod still has no node, and the API server wouldn't have it so.
    record NotBound(ObjectKey pod, String uid, String why) implements BindOutcome {}

    /// There is no such pod any more.
    record Vanished(ObjectKey pod, String uid) implements BindOutcome {}
}
