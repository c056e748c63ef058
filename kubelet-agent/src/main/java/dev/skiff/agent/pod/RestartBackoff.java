package dev.skiff.agent.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a container that keeps ending has to wait: 10 s after the second end, doubling up
/// to 300 s, and no more once it has run for 10 minutes. The first restart doesn't wait.
///
/// @param delay counted from the container's end
/// @param updatedAt when it was last restarted
record RestartBackoff(Duration delay, Instant updatedAt) {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(300);
    private static final Duration FORGOTTEN_AFTER = LONGEST.multipliedBy(2);

    /// Until when a container that ended at `endedAt` waits; empty if it doesn't.
    static Optional<Instant> waitUntil(Optional<RestartBackoff> known, Instant endedAt) {
        return known.filter(backoff -> !backoff.isForgotten(endedAt))
                .map(backoff -> endedAt.plus(backoff.delay));
    }

    /// After a restart of a container that ended at `endedAt`.
    static RestartBackoff next(Optional<RestartBackoff> known, Instant endedAt, Instant now) {
        Duration delay =
                known.filter(backoff -> !backoff.isForgotten(endedAt))
                        .map(backoff -> backoff.delay.multipliedBy(2))
                        .orElse(FIRST);
        return new RestartBackoff(delay.compareTo(LONGEST) > 0 ? LONGEST : delay, now);
    }

    private boolean isForgotten(Instant endedAt) {
        return Duration.between(updatedAt, endedAt).compareTo(FORGOTTEN_AFTER) > 0;
    }
}
