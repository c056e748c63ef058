package dev.skiff.apiserver.http;

import dev.skiff.api.request.UserInfo;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Bounds how many calls are under way, apart for each class of callers and for reads and writes,
/// so that none crowds out another. Thread-safe.
final class InFlightLimit {
    private final Map<CallerClass, Lane> reads = new EnumMap<>(CallerClass.class);
    private final Map<CallerClass, Lane> writes = new EnumMap<>(CallerClass.class);

    /// Of all places, nodes and the control plane have half, the other classes a quarter each.
    InFlightLimit(CallLimits limits) {
        for (CallerClass callers : CallerClass.values()) {
            int part = callers == CallerClass.SYSTEM ? 2 : 4;
            reads.put(callers, lane(limits.reads() / part, limits));
            writes.put(callers, lane(limits.writes() / part, limits));
        }
    }

    private static Lane lane(int places, CallLimits limits) {
        return new Lane(Math.max(1, places), limits.waiting(), limits.patience());
    }

    /// A place for a call, to be given back once; empty when there is none in time.
    Optional<Lane.Place> enter(UserInfo user, String method) throws InterruptedException {
        Map<CallerClass, Lane> lanes = isRead(method) ? reads : writes;
        Lane lane = lanes.get(CallerClass.of(user));
        if (lane == null) {
            throw new IllegalStateException("no lane for " + user);
        }
        return lane.enter(user.name());
    }

    private static boolean isRead(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }
}
