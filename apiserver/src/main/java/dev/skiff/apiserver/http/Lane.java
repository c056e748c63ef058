package dev.skiff.apiserver.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Room for a bounded number of calls. Who finds none waits in line, for a bounded time and with a
/// bounded number of others; a single caller never holds all of the room. Thread-safe.
final class Lane {
    /// Of the places, and of those in the line, at most this part is one caller's.
    private static final double SHARE = 0.75;

    private final int places;
    private final int maxWaiting;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Deque<Waiting> line = new ArrayDeque<>();
    private int total;

    private record Waiting(String caller, CompletableFuture<Place> turn) {}

    Lane(int places, int maxWaiting, Duration patience) {
        this.places = places;
        this.maxWaiting = maxWaiting;
        this.patience = patience;
    }

    /// A place for a call, to be given back once; empty when none came free in time.
    Optional<Place> enter(String caller) throws InterruptedException {
        Waiting waiting;
        lock.lock();
        try {
            if (hasRoom(caller)) {
                return Optional.of(take(caller));
            }
            if (line.size() >= maxWaiting || hasLongLine(caller)) {
                return Optional.empty();
            }
            waiting = new Waiting(caller, new CompletableFuture<>());
            line.add(waiting);
        } finally {
            lock.unlock();
        }
        return await(waiting);
    }

    /// How many are in line.
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Place> await(Waiting waiting) throws InterruptedException {
        try {
            return Optional.of(waiting.turn().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return giveUp(waiting);
        } catch (InterruptedException e) {
            giveUp(waiting).ifPresent(Place::leave);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn failed", e);
        }
    }

    /// The turn may have come at the last moment.
    private Optional<Place> giveUp(Waiting waiting) {
        lock.lock();
        try {
            line.remove(waiting);
            return Optional.ofNullable(waiting.turn().getNow(null));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(String caller) {
        return total < places && taken.getOrDefault(caller, 0) < share(places);
    }

    private boolean hasLongLine(String caller) {
        return line.stream().filter(other -> other.caller().equals(caller)).count()
                >= share(maxWaiting);
    }

    private static int share(int of) {
        return Math.max(1, (int) (of * SHARE));
    }

    private Place take(String caller) {
        total++;
        taken.merge(caller, 1, Integer::sum);
        return new Place(caller);
    }

    private void release(String caller) {
        lock.lock();
        try {
            total--;
            taken.computeIfPresent(caller, (_, held) -> held == 1 ? null : held - 1);
            Iterator<Waiting> waiting = line.iterator();
            while (waiting.hasNext() && total < places) {
                Waiting next = waiting.next();
                if (hasRoom(next.caller())) {
                    waiting.remove();
                    next.turn().complete(take(next.caller()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// A call's room.
    final class Place {
        private final String caller;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String caller) {
            this.caller = caller;
        }

        /// May be called more than once.
        void leave() {
            if (left.compareAndSet(false, true)) {
                release(caller);
            }
        }
    }
}
