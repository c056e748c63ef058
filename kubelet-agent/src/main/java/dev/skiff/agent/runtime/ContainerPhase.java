package dev.skiff.agent.runtime;

import java.time.Instant;

/// Where a container is in its life.
public sealed interface ContainerPhase {
    /// Made, and not started yet.
    record Created(Instant createdAt) implements ContainerPhase {}

    record Running(Instant startedAt) implements ContainerPhase {}

    record Exited(int exitCode, boolean outOfMemory, Instant startedAt, Instant finishedAt)
            implements ContainerPhase {}

    /// The engine could not start it.
    record Unstartable(String message, Instant createdAt) implements ContainerPhase {}
}
