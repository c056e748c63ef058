package dev.skiff.agent.runtime;

/// What came of running a command in a container.
public sealed interface ExecOutcome {
    /// @param output both streams, at most [ContainerRuntime#EXEC_OUTPUT_LIMIT_BYTES]
    record Finished(int exitCode, String output) implements ExecOutcome {}

    /// The command did not end in time; it may still be running.
    record TimedOut(String output) implements ExecOutcome {}

    /// The container isn't there, isn't running or has no such command.
    record Refused(String message) implements ExecOutcome {}
}
