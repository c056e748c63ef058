package dev.skiff.client;

import java.time.Duration;

/// What a reconcile says of its key.
public sealed interface Outcome {
    /// Nothing to do until something changes.
    record Settled() implements Outcome {}

    /// Look again after `delay`, because of `why`.
    record RetryAfter(Duration delay, String why) implements Outcome {}

    static Outcome settled() {
        return new Settled();
    }

    static Outcome retryAfter(Duration delay, String why) {
        return new RetryAfter(delay, why);
    }
}
