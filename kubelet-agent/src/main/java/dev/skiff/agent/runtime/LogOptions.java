package dev.skiff.agent.runtime;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Which part of a container's output is wanted.
///
/// @param follow whether to go on until the container ends
/// @param tailLines how many of the last lines; all if empty
/// @param timestamps whether each line begins with the instant it was written
public record LogOptions(
        boolean follow, OptionalLong tailLines, Optional<Instant> since, boolean timestamps) {
    public static final LogOptions ALL =
            new LogOptions(false, OptionalLong.empty(), Optional.empty(), false);
}
