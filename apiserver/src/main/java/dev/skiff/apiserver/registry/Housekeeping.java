package dev.skiff.apiserver.registry;

import dev.skiff.apiserver.service.ServiceAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What the server itself cleans up as time passes: old Events, and addresses that a crash left
/// without their Service.
final class Housekeeping {
    private static final Duration REPAIR_INTERVAL = Duration.ofMinutes(3);

    private final EventExpiry events;
    private final ServiceAllocator allocator;
    private Set<String> suspects = Set.of();
    private Instant nextRepair = Instant.MIN;

    Housekeeping(EventExpiry events, ServiceAllocator allocator) {
        this.events = events;
        this.allocator = allocator;
    }

    void step(Instant now) {
        events.step(now);
        if (!now.isBefore(nextRepair)) {
            nextRepair = now.plus(REPAIR_INTERVAL);
            suspects = allocator.repair(suspects);
        }
    }
}
