package dev.skiff.client;

import java.time.Duration;
import java.time.Instant;

/// Allows bursts up to a size, and on the long run one per interval. Not thread-safe.
public final class TokenBucket {
    private final int size;
    private final Duration interval;
    private double tokens;
    private Instant countedAt;

    /// Starts full.
    public TokenBucket(int size, Duration interval, Instant now) {
        this.size = size;
        this.interval = interval;
        this.tokens = size;
        this.countedAt = now;
    }

    /// Takes one, if there is one.
    public boolean tryTake(Instant now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /// When the next one can be taken.
    public Instant nextAt(Instant now) {
        refill(now);
        double missing = Math.max(0, 1 - tokens);
        return now.plusNanos((long) Math.ceil(missing * interval.toNanos()));
    }

    private void refill(Instant now) {
        if (now.isAfter(countedAt)) {
            double gained =
                    (double) Duration.between(countedAt, now).toNanos() / interval.toNanos();
            tokens = Math.min(size, tokens + gained);
        }
        countedAt = now;
    }
}
