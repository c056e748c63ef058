package dev.skiff.apiserver.store;

import java.util.List;

/// What a range read found.
public sealed interface RangeResult {
    /// @param revision the revision whose state this is
    /// @param remaining how many more keys follow the last one returned
    record Page(List<StoreEntry> entries, long revision, long remaining) implements RangeResult {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// That revision is forgotten; `oldest` is the oldest that can be read.
    record Compacted(long oldest) implements RangeResult {}

    /// That revision is not reached yet.
    record Future(long current) implements RangeResult {}
}
