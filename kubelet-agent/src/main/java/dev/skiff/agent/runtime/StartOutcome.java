package dev.skiff.agent.runtime;

/// What came of starting a sandbox or a container.
public sealed interface StartOutcome {
    record Started(String id) implements StartOutcome {}

    /// The engine would not make it: the spec is at fault, such as a missing image or a bad mount.
    record CreateRefused(String message) implements StartOutcome {}

    /// It was made, is there and will not run, as when its command doesn't exist.
    record StartRefused(String id, String message) implements StartOutcome {}

    /// The sandbox it should join is gone or not running.
    record SandboxGone() implements StartOutcome {}
}
