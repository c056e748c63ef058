package dev.skiff.apiserver.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The latest writes of a store, in memory, bounded by number and by bytes. Thread-safe; no lock
/// is held after a call returns.
public final class RecentWrites {
    /// How far back a reader that was away may go on where it was, also after a restart.
    public static final int RESUMABLE_REVISIONS = 4_096;

    private final int maxEvents;
    private final long maxBytes;
    private final List<StoreEvent> events = new ArrayList<>();
    private long bytes;
    private long floor;
    private long head;

    /// @param after the revision of the store at this moment: nothing up to it will be held
    public RecentWrites(long after, int maxEvents, long maxBytes) {
        this.floor = after;
        this.head = after;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /// Takes the next write. Revisions may stay equal (one write to several keys) but not fall.
    public synchronized void append(StoreEvent event) {
        if (event.revision() < head) {
            throw new IllegalStateException(
                    "revision " + event.revision() + " of " + event.key() + " comes after " + head);
        }
        events.add(event);
        bytes += sizeBytes(event);
        head = event.revision();
        if (events.size() > maxEvents || bytes > maxBytes) {
            forgetOldest();
        }
    }

    /// There is no write between the last appended one and `revision`.
    public synchronized void advance(long revision) {
        head = Math.max(head, revision);
    }

    /// Forgets the writes up to and including `revision`.
    public synchronized void forgetUpTo(long revision) {
        if (revision <= floor) {
            return;
        }
        dropFirst(firstAfter(revision));
        floor = revision;
        head = Math.max(head, revision);
    }

    /// Holds nothing and goes on after `revision`, which may be lower than what was seen: the store
    /// behind is another one, or too far ahead.
    public synchronized void restartAfter(long revision) {
        dropFirst(events.size());
        floor = revision;
        head = revision;
    }

    /// Writes under `prefix` after `revision`, about `limit` of them (those of one revision stay
    /// together); empty when they are not all held any more.
    public synchronized Optional<LogSlice.Events> after(String prefix, long revision, int limit) {
        if (revision < floor) {
            return Optional.empty();
        }
        long upTo = Math.max(head, revision);
        int first = firstAfter(revision);
        if (first == events.size()) {
            return Optional.of(new LogSlice.Events(List.of(), upTo));
        }
        List<StoreEvent> found = new ArrayList<>();
        for (StoreEvent event : events.subList(first, events.size())) {
            if (found.size() >= limit && event.revision() != found.getLast().revision()) {
                upTo = found.getLast().revision();
                break;
            }
            if (event.key().startsWith(prefix)) {
                found.add(event);
            }
        }
        return Optional.of(new LogSlice.Events(found, upTo));
    }

    /// The writes after this revision are held.
    public synchronized long floor() {
        return floor;
    }

    /// The writes after this revision are held, and, unless they are large, will be for a while;
    /// the last 4,096 revisions at most. Never 0.
    public synchronized long resumableFrom() {
        return Math.max(1, Math.max(floor, head - RESUMABLE_REVISIONS));
    }

    /// How far the log goes.
    public synchronized long head() {
        return head;
    }

    private void forgetOldest() {
        int drop = 0;
        long left = bytes;
        while (drop < events.size()
                && (events.size() - drop > maxEvents * 3L / 4 || left > maxBytes * 3 / 4)) {
            left -= sizeBytes(events.get(drop));
            drop++;
        }
        long newFloor = events.get(drop - 1).revision();
        dropFirst(firstAfter(newFloor));
        floor = newFloor;
    }

    private void dropFirst(int count) {
        List<StoreEvent> dropped = events.subList(0, count);
        dropped.forEach(event -> bytes -= sizeBytes(event));
        dropped.clear();
    }

    private int firstAfter(long revision) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).revision() <= revision) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long sizeBytes(StoreEvent event) {
        return switch (event) {
            case StoreEvent.Put put -> put.key().length() + put.value().length;
            case StoreEvent.Delete delete -> delete.key().length();
        };
    }
}
