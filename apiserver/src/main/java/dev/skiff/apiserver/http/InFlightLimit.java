package dev.skiff.apiserver.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bounds how many calls are under way, apart for reads and writes, so that neither crowds out the
/// other. Thread-safe.
final class InFlightLimit {
    private final Semaphore reads;
    private final Semaphore writes;

    InFlightLimit(int maxReads, int maxWrites) {
        this.reads = new Semaphore(maxReads);
        this.writes = new Semaphore(maxWrites);
    }

    /// A place for a call, to be given back once; empty when there is none.
    Optional<Place> enter(String method) {
        Semaphore places = isRead(method) ? reads : writes;
        return places.tryAcquire() ? Optional.of(new Place(places)) : Optional.empty();
    }

    private static boolean isRead(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }

    static final class Place {
        private final Semaphore places;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(Semaphore places) {
            this.places = places;
        }

        /// May be called more than once.
        void leave() {
            if (left.compareAndSet(false, true)) {
                places.release();
            }
        }
    }
}
