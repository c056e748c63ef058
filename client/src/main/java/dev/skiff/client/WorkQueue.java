package dev.skiff.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Keys to work on, first in first out. A key waits at most once, is never handed out while it is
/// being worked on, and comes back if it was added meanwhile. Taking a key cancels its delays: the
/// run that follows sees everything they were waiting for.
///
/// Thread-safe, without a thread of its own. Bounded by the number of different keys.
public final class WorkQueue<K> {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(20), Duration.ofSeconds(60));

    private record Delayed<K>(Instant due, long sequence, K key) implements Comparable<Delayed<K>> {
        @Override
        public int compareTo(Delayed<K> other) {
            int byDue = due.compareTo(other.due);
            return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
        }
    }

    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<K> ready = new ArrayDeque<>();
    private final Set<K> waiting = new LinkedHashSet<>();
    private final Set<K> running = new LinkedHashSet<>();
    private final PriorityQueue<Delayed<K>> delays = new PriorityQueue<>();
    private final Map<K, Delayed<K>> delayOf = new LinkedHashMap<>();
    private final Map<K, Integer> failures = new LinkedHashMap<>();
    private long sequence;
    private volatile Runnable wake = () -> {};

    public WorkQueue(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// Registers the one callback that runs, on the adding thread, when [#poll] or [#nextDue] may
    /// answer anew. It must not block.
    public void onWork(Runnable newWake) {
        wake = newWake;
    }

    public void add(K key) {
        lock.lock();
        try {
            makeReady(key);
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /// Of several delays the shortest counts.
    public void addAfter(K key, Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            add(key);
            return;
        }
        lock.lock();
        try {
            delay(key, clock.instant().plus(delay));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /// Each time later than the time before, until [#forget].
    public void addWithBackoff(K key) {
        lock.lock();
        try {
            int before = failures.merge(key, 1, Integer::sum) - 1;
            delay(key, clock.instant().plus(BACKOFF.delay(before, random)));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /// The key did well: its next back-off is the shortest again.
    public void forget(K key) {
        lock.lock();
        try {
            failures.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /// Takes the next key. Whoever takes it must call [#done].
    public Optional<K> poll() {
        lock.lock();
        try {
            releaseDue();
            K key = ready.poll();
            if (key == null) {
                return Optional.empty();
            }
            waiting.remove(key);
            running.add(key);
            cancelDelay(key);
            return Optional.of(key);
        } finally {
            lock.unlock();
        }
    }

    public void done(K key) {
        lock.lock();
        try {
            running.remove(key);
            if (waiting.contains(key)) {
                ready.add(key);
            }
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /// When [#poll] will have something: now, later, or never unless somebody adds.
    public Instant nextDue() {
        lock.lock();
        try {
            if (!ready.isEmpty()) {
                return clock.instant();
            }
            Delayed<K> first = delays.peek();
            return first == null ? Instant.MAX : first.due();
        } finally {
            lock.unlock();
        }
    }

    /// How many keys are ready.
    public int size() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    private void makeReady(K key) {
        if (waiting.add(key) && !running.contains(key)) {
            ready.add(key);
        }
    }

    private void delay(K key, Instant due) {
        Delayed<K> current = delayOf.get(key);
        if (current == null || due.isBefore(current.due())) {
            cancelDelay(key);
            Delayed<K> delayed = new Delayed<>(due, sequence++, key);
            delays.add(delayed);
            delayOf.put(key, delayed);
        }
    }

    private void cancelDelay(K key) {
        Delayed<K> delayed = delayOf.remove(key);
        if (delayed != null) {
            delays.remove(delayed);
        }
    }

    private void releaseDue() {
        Instant now = clock.instant();
        for (Delayed<K> first = delays.peek();
                first != null && !first.due().isAfter(now);
                first = delays.peek()) {
            cancelDelay(first.key());
            makeReady(first.key());
        }
    }
}
