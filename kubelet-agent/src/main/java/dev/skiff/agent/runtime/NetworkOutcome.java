package dev.skiff.agent.runtime;

/// What came of preparing the pod network.
public sealed interface NetworkOutcome {
    record Ready() implements NetworkOutcome {}

    /// The range is used by something else on this machine.
    record RangeTaken(String message) implements NetworkOutcome {}
}
