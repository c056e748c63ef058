package dev.skiff.apiserver.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Everything in memory, for tests and the simulator. Makes no thread: listeners are told in the
/// writing call, after its lock is released. What was written stays when the watches end, so the
/// same instance plays the disk when a simulated server starts again.
public final class MemoryStore implements Store {
    private static final int KEPT_REVISIONS = 100_000;

    private final int keptRevisions;
    private final NavigableMap<String, List<StoreEvent>> versions =
            new TreeMap<>(KeyOrder.BY_CODE_POINT);
    private final RecentWrites log = new RecentWrites(0, Integer.MAX_VALUE, Long.MAX_VALUE);
    private final WatchFeeds feeds = new WatchFeeds(this::logAfter);
    private long revision = 1;
    private boolean closed;

    public MemoryStore() {
        this(KEPT_REVISIONS);
    }

    /// @param keptRevisions about this much history is kept
    public MemoryStore(int keptRevisions) {
        this.keptRevisions = keptRevisions;
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return write(key, 0, next -> new StoreEvent.Put(key, value, next));
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(key, expectedRevision, next -> new StoreEvent.Put(key, value, next));
    }

    @Override
    public WriteResult delete(String key, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(key, expectedRevision, next -> new StoreEvent.Delete(key, next));
    }

    @Override
    public synchronized Optional<StoreEntry> get(String key) {
        requireOpen();
        return stateAt(versions.getOrDefault(key, List.of()), revision);
    }

    @Override
    public synchronized RangeResult range(String prefix, String startAfter, int limit, long at) {
        StoreArguments.requireRange(prefix, limit, at);
        requireOpen();
        if (at > revision) {
            return new RangeResult.Future(revision);
        }
        if (at != 0 && at < log.floor()) {
            return new RangeResult.Compacted(log.floor());
        }
        long asOf = at == 0 ? revision : at;
        List<StoreEntry> entries = new ArrayList<>();
        long remaining = 0;
        for (Map.Entry<String, List<StoreEvent>> key : keysAfter(prefix, startAfter).entrySet()) {
            if (!key.getKey().startsWith(prefix)) {
                break;
            }
            Optional<StoreEntry> entry = stateAt(key.getValue(), asOf);
            if (limit == 0 || entries.size() < limit) {
                entry.ifPresent(entries::add);
            } else if (entry.isPresent()) {
                remaining++;
            }
        }
        return new RangeResult.Page(entries, asOf, remaining);
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        WatchFeed feed;
        synchronized (this) {
            requireOpen();
            feed = feeds.add(prefix, afterRevision, listener);
        }
        feed.tell();
        return feed;
    }

    @Override
    public synchronized long revision() {
        requireOpen();
        return revision;
    }

    @Override
    public synchronized long resumableFrom() {
        requireOpen();
        return log.resumableFrom();
    }

    @Override
    public synchronized void compact(long requested) {
        requireOpen();
        long oldest = Math.min(requested, revision);
        if (oldest <= log.floor()) {
            return;
        }
        versions.values().forEach(history -> forgetBefore(history, oldest));
        versions.values().removeIf(List::isEmpty);
        log.forgetUpTo(oldest);
    }

    @Override
    public synchronized void close() {
        closed = true;
        feeds.closeAll();
    }

    private interface EventAt {
        StoreEvent revision(long revision);
    }

    /// @param expected the revision the key was last written at; 0: it must not exist
    private WriteResult write(String key, long expected, EventAt event) {
        WriteResult result = commit(key, expected, event);
        feeds.tellAll();
        return result;
    }

    private synchronized WriteResult commit(String key, long expected, EventAt event) {
        requireOpen();
        Optional<WriteResult> refused = WriteResult.refusal(get(key), expected);
        if (refused.isPresent()) {
            return refused.get();
        }
        revision++;
        StoreEvent written = event.revision(revision);
        versions.computeIfAbsent(key, _ -> new ArrayList<>()).add(written);
        log.append(written);
        if (revision - log.floor() > 2L * keptRevisions) {
            compact(revision - keptRevisions);
        }
        return new WriteResult.Written(revision);
    }

    private LogSlice logAfter(String prefix, long after, int limit) {
        return log.after(prefix, after, limit)
                .<LogSlice>map(events -> events)
                .orElseGet(() -> new LogSlice.Compacted(log.floor()));
    }

    private NavigableMap<String, List<StoreEvent>> keysAfter(String prefix, String startAfter) {
        return KeyOrder.BY_CODE_POINT.compare(startAfter, prefix) < 0
                ? versions.tailMap(prefix, true)
                : versions.tailMap(startAfter, startAfter.isEmpty());
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
    }

    private static Optional<StoreEntry> stateAt(List<StoreEvent> history, long revision) {
        for (StoreEvent event : history.reversed()) {
            if (event.revision() <= revision) {
                return event instanceof StoreEvent.Put put
                        ? Optional.of(put.entry())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Keeps the state as of `oldest` and what came after.
    private static void forgetBefore(List<StoreEvent> history, long oldest) {
        int keepFrom = 0;
        while (keepFrom + 1 < history.size() && history.get(keepFrom + 1).revision() <= oldest) {
            keepFrom++;
        }
        StoreEvent first = history.get(keepFrom);
        boolean gone = first instanceof StoreEvent.Delete && first.revision() <= oldest;
        history.subList(0, gone ? keepFrom + 1 : keepFrom).clear();
    }
}
