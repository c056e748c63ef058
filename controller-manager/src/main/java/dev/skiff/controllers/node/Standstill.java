package dev.skiff.controllers.node;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Notices that we ourselves stood still: the process was stopped, the machine slept, or the clock
/// was set. Until the nodes have had time to show that they live, nobody may act on their silence.
/// Written by one thread, read by others.
final class Standstill {
    private final Duration checkInterval;
    private @Nullable Instant lastCheck;
    private volatile Instant trustFrom = Instant.MIN;

    /// @param checkInterval how often [#check] is called when all is well
    Standstill(Duration checkInterval) {
        this.checkInterval = checkInterval;
    }

    /// Returns whether there was a standstill since the last check. Before the first we didn't look
    /// either.
    boolean check(Instant now) {
        Instant before = lastCheck;
        lastCheck = now;
        return before == null
                || now.isBefore(before)
                || now.isAfter(before.plus(checkInterval.multipliedBy(3)));
    }

    /// What is known of nodes may be acted on only after this time.
    void distrustUntil(Instant time) {
        trustFrom = time;
    }

    Instant trustFrom() {
        return trustFrom;
    }
}
