package dev.skiff.scheduler.queue;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Backoff;
import dev.skiff.scheduler.snapshot.PodRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Pods that have no node. A pod is in one of four places:
///
/// - *active*: waits for its turn; higher priority first, then who came first;
/// - *backing off*: failed a short while ago;
/// - *refused*: no node could take it; waits until the cluster changes so that one might, at most
///   [#LONGEST_REFUSAL];
/// - *taken*: being placed or bound. It stays known, so that news about it isn't lost.
///
/// Bounded by the number of pods. Belongs to one thread; time is told by the caller.
public final class SchedulingQueue {
    public static final Duration LONGEST_REFUSAL = Duration.ofMinutes(5);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private enum Place {
        ACTIVE,
        BACKING_OFF,
        REFUSED,
        TAKEN
    }

    private static final class Entry {
        PodRecord pod;
        Place place = Place.TAKEN;
        int failures;
        long sequence;
        Instant backoffEnds = Instant.MIN;

        /// When the entry leaves its place by itself.
        Instant due = Instant.MAX;

        Entry(PodRecord pod) {
            this.pod = pod;
        }

        int priority() {
            return pod.priority();
        }

        long sequence() {
            return sequence;
        }

        Instant due() {
            return due;
        }
    }

    private final RandomGenerator random;
    private final Map<ObjectKey, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<Entry> active =
            new TreeSet<>(
                    Comparator.comparingInt(Entry::priority)
                            .reversed()
                            .thenComparingLong(Entry::sequence));
    private final TreeSet<Entry> waiting =
            new TreeSet<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::sequence));
    private final Map<PodShape, Set<Entry>> refusedByShape = new LinkedHashMap<>();
    private long sequence;

    public SchedulingQueue(RandomGenerator random) {
        this.random = random;
    }

    /// Takes in a pod, or news about one. A pod whose shape changed gets another chance.
    public void put(PodRecord pod, Instant now) {
        Entry entry = entries.get(pod.key());
        if (entry != null && !entry.pod.uid().equals(pod.uid())) {
            remove(pod.key());
            entry = null;
        }
        if (entry == null) {
            Entry fresh = new Entry(pod);
            entries.put(pod.key(), fresh);
            activate(fresh);
            return;
        }
        boolean isOtherShape = !entry.pod.shape().equals(pod.shape());
        Place place = entry.place;
        leave(entry);
        entry.pod = pod;
        if (place == Place.REFUSED && isOtherShape) {
            activateOrBackOff(entry, now);
        } else {
            enter(entry, place);
        }
    }

    /// The pod needs no node any more.
    public void remove(ObjectKey key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            leave(entry);
        }
    }

    /// The next pod, which is then taken. Follow with [#remove], [#refuse] or [#backOff].
    public Optional<PodRecord> take(Instant now) {
        releaseDue(now);
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = active.first();
        leave(entry);
        entry.place = Place.TAKEN;
        return Optional.of(entry.pod);
    }

    /// No node can take the pod as things are.
    public void refuse(ObjectKey key, Instant now) {
        Entry entry = takenOrThrow(key);
        fail(entry, now);
        entry.due = now.plus(LONGEST_REFUSAL);
        enter(entry, Place.REFUSED);
    }

    /// The pod couldn't be placed for a reason that may pass by itself.
    public void backOff(ObjectKey key, Instant now) {
        Entry entry = takenOrThrow(key);
        fail(entry, now);
        activateOrBackOff(entry, now);
    }

    /// The cluster changed: refused pods whose shape passes get another chance.
    public void reconsider(Predicate<PodShape> mayFit, Instant now) {
        List<Entry> moved = new ArrayList<>();
        refusedByShape.forEach(
                (shape, entriesOfShape) -> {
                    if (mayFit.test(shape)) {
                        moved.addAll(entriesOfShape);
                    }
                });
        moved.sort(Comparator.comparingLong(Entry::sequence));
        for (Entry entry : moved) {
            leave(entry);
            activateOrBackOff(entry, now);
        }
    }

    public boolean isTaken(ObjectKey key) {
        Entry entry = entries.get(key);
        return entry != null && entry.place == Place.TAKEN;
    }

    public boolean hasRefused() {
        return !refusedByShape.isEmpty();
    }

    /// When [#take] will have something without being told anything new.
    public Instant nextDue() {
        if (!active.isEmpty()) {
            return Instant.MIN;
        }
        return waiting.isEmpty() ? Instant.MAX : waiting.first().due;
    }

    private void fail(Entry entry, Instant now) {
        entry.backoffEnds = now.plus(BACKOFF.delay(entry.failures++, random));
        entry.sequence = ++sequence;
    }

    private Entry takenOrThrow(ObjectKey key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.place != Place.TAKEN) {
            throw new IllegalStateException("pod " + key + " was not taken from the queue");
        }
        return entry;
    }

    private void releaseDue(Instant now) {
        while (!waiting.isEmpty() && !waiting.first().due.isAfter(now)) {
            Entry entry = waiting.first();
            leave(entry);
            activate(entry);
        }
    }

    private void activateOrBackOff(Entry entry, Instant now) {
        if (entry.backoffEnds.isAfter(now)) {
            entry.due = entry.backoffEnds;
            enter(entry, Place.BACKING_OFF);
        } else {
            activate(entry);
        }
    }

    private void activate(Entry entry) {
        entry.sequence = ++sequence;
        enter(entry, Place.ACTIVE);
    }

    private void enter(Entry entry, Place place) {
        entry.place = place;
        switch (place) {
            case ACTIVE -> active.add(entry);
            case BACKING_OFF -> waiting.add(entry);
            case REFUSED -> {
                waiting.add(entry);
                refusedByShape
                        .computeIfAbsent(entry.pod.shape(), _ -> new LinkedHashSet<>())
                        .add(entry);
            }
            case TAKEN -> {}
        }
    }

    private void leave(Entry entry) {
        switch (entry.place) {
            case ACTIVE -> active.remove(entry);
            case BACKING_OFF -> waiting.remove(entry);
            case REFUSED -> {
                waiting.remove(entry);
                Set<Entry> sameShape = refusedByShape.get(entry.pod.shape());
                if (sameShape != null) {
                    sameShape.remove(entry);
                    if (sameShape.isEmpty()) {
                        refusedByShape.remove(entry.pod.shape());
                    }
                }
            }
            case TAKEN -> {}
        }
    }
}
