package dev.skiff.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves only when told to. Thread-safe.
public final class VirtualTime implements InstantSource {
    private volatile Instant now;

    public VirtualTime(Instant start) {
        now = start;
    }

    /// Starts at a round date.
    public static VirtualTime atNewYear() {
        return new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /// Moves forward to `instant`; stays where it is if that is past.
    public synchronized void advanceTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }
}
