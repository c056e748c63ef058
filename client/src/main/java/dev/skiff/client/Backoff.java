package dev.skiff.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after the n-th failure in a row: doubling from `first` up to `max`, and of that
/// a random half to whole, so that many who failed together don't come back together.
public record Backoff(Duration first, Duration max) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off from " + first + " to " + max);
        }
    }

    /// @param failures before this wait; 0 for the first
    public Duration delay(int failures, RandomGenerator random) {
        long doubled = first.toNanos() << Math.min(failures, MOST_DOUBLINGS);
        boolean overflown = doubled >> Math.min(failures, MOST_DOUBLINGS) != first.toNanos();
        long whole = overflown ? max.toNanos() : Math.min(doubled, max.toNanos());
        return Duration.ofNanos(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
