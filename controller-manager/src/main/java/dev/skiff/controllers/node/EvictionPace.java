package dev.skiff.controllers.node;

import dev.skiff.client.TokenBucket;
import java.time.Duration;
import java.time.Instant;

/// How fast lost nodes may be emptied. A few are emptied at once; when more than half of at least
/// three are lost, something else is wrong and it goes slowly; when all are lost, there is nowhere
/// to go and nothing is done. Not thread-safe.
final class EvictionPace {
    private static final int BURST = 5;
    private static final Duration NORMAL = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMinutes(1);
    private static final double MASS_FAILURE = 0.55;
    private static final int LOST_AT_LEAST = 3;

    private final TokenBucket normal;
    private final TokenBucket slow;

    EvictionPace(Instant now) {
        normal = new TokenBucket(BURST, NORMAL, now);
        slow = new TokenBucket(1, SLOW, now);
    }

    /// Takes the permission to empty one node, if there is one now.
    boolean tryTake(int nodes, int lost, Instant now) {
        if (lost >= nodes) {
            return false;
        }
        boolean isMassFailure = lost >= LOST_AT_LEAST && lost >= MASS_FAILURE * nodes;
        return (isMassFailure ? slow : normal).tryTake(now);
    }
}
