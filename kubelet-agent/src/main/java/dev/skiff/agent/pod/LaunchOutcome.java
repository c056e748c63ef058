package dev.skiff.agent.pod;

import dev.skiff.agent.status.Waiting;
import java.time.Instant;
import java.util.Optional;

/// What came of starting a container.
sealed interface LaunchOutcome {
    record Started(String id) implements LaunchOutcome {}

    /// The engine has it, and will not run it.
    record Broken(String id, String message) implements LaunchOutcome {}

    /// @param why what users are told; empty if it is merely on its way
    /// @param lookAgainAt when something will have changed without anybody telling
    record NotYet(Optional<Waiting> why, Instant lookAgainAt) implements LaunchOutcome {}

    record SandboxGone() implements LaunchOutcome {}
}
