package dev.skiff.apiserver.store.backup;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreView;
import java.util.List;

/// All keys of a store as of one revision, read a page at a time, so that neither memory nor the
/// store's writers feel how many there are. For one thread.
public final class StoreSnapshot {
    private static final int FIRST_KEYS = 50;
    private static final int MOST_KEYS = 250;
    private static final long PAGE_BYTES = 4L << 20;

    /// What reading on found.
    public sealed interface Piece {
        /// None: that was all.
        record Keys(List<StoreEntry> entries) implements Piece {}

        /// The store has forgotten the revision meanwhile; a new snapshot may do better.
        record Overtaken(long revision, long oldest) implements Piece {}
    }

    private final StoreView store;
    private final RangeResult.Page first;
    private boolean isFirstTaken;
    private String last = "";
    private int limit = FIRST_KEYS;

    private StoreSnapshot(StoreView store, RangeResult.Page first) {
        this.store = store;
        this.first = first;
    }

    /// Of the latest revision.
    public static StoreSnapshot begin(StoreView store) {
        RangeResult latest = store.range("", "", FIRST_KEYS, 0);
        if (latest instanceof RangeResult.Page page) {
            return new StoreSnapshot(store, page);
        }
        throw new IllegalStateException("the latest state answered " + latest);
    }

    public long revision() {
        return first.revision();
    }

    public long objects() {
        return first.entries().size() + first.remaining();
    }

    /// The next keys, in order.
    public Piece next() {
        if (!isFirstTaken) {
            isFirstTaken = true;
            return taken(first.entries());
        }
        if (last.isEmpty()) {
            return new Piece.Keys(List.of());
        }
        return switch (store.range("", last, limit, revision())) {
            case RangeResult.Page page -> taken(page.entries());
            case RangeResult.Compacted(var oldest) -> new Piece.Overtaken(revision(), oldest);
            case RangeResult.Future(var current) ->
                    throw new IllegalStateException(
                            "the store went back from revision " + revision() + " to " + current);
        };
    }

    private Piece taken(List<StoreEntry> entries) {
        if (!entries.isEmpty()) {
            last = entries.getLast().key();
            long bytes = entries.stream().mapToLong(entry -> entry.value().length).sum();
            limit = Math.clamp(PAGE_BYTES * entries.size() / Math.max(1, bytes), 1, MOST_KEYS);
        }
        return new Piece.Keys(entries);
    }
}
