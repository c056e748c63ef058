package dev.skiff.controllers.node;

import java.time.Duration;

/// How often nodes renew their leases. With many nodes it is less often, so that all of them
/// together cost no more than 200 writes a second. Nodes read it from an annotation of their Node;
/// without one it is a second.
final class LeaseInterval {
    static final String ANNOTATION = "skiff.dev/lease-interval-seconds";
    private static final int RENEWALS_PER_SECOND = 200;
    private static final int MISSED_RENEWALS = 5;

    private LeaseInterval() {}

    static int seconds(int nodes) {
        return Math.max(1, nodes / RENEWALS_PER_SECOND);
    }

    /// How long a node may be silent.
    static Duration grace(int nodes, Duration atLeast) {
        Duration missed = Duration.ofSeconds((long) seconds(nodes) * MISSED_RENEWALS);
        return missed.compareTo(atLeast) > 0 ? missed : atLeast;
    }
}
