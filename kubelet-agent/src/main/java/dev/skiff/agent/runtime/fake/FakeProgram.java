package dev.skiff.agent.runtime.fake;

import java.time.Duration;

/// What the containers of an image do.
public sealed interface FakeProgram {
    /// Runs until it is told to stop.
    record Runs() implements FakeProgram {}

    /// Runs, and heeds nothing but SIGKILL.
    record IgnoresTerm() implements FakeProgram {}

    record ExitsAfter(Duration delay, int exitCode) implements FakeProgram {}

    record CannotStart(String message) implements FakeProgram {}
}
