package dev.skiff.apiserver.cache;

import dev.skiff.api.request.WatchEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One write as all watchers of a kind see it. Immutable and shared; each asks what it means to it.
final class CacheEvent {
    private final @Nullable CachedObject before;
    private final @Nullable CachedObject after;
    private final long revision;
    private volatile @Nullable CachedObject gone;

    /// @param before the state it replaced, if there was one
    /// @param after the state it left, none for a deletion
    CacheEvent(@Nullable CachedObject before, @Nullable CachedObject after, long revision) {
        this.before = before;
        this.after = after;
        this.revision = revision;
    }

    long revision() {
        return revision;
    }

    long sizeBytes() {
        return (after == null ? 0 : after.object().encoded().length)
                + (before == null ? 0 : before.object().encoded().length);
    }

    /// What a watcher with this filter is told: an object that enters its selection is added, one
    /// that leaves it is deleted, with its last state inside.
    Optional<WatchEvent> seenThrough(ObjectFilter filter) {
        boolean wasSeen = before != null && filter.matches(before);
        boolean isSeen = after != null && filter.matches(after);
        if (isSeen && after != null) {
            return Optional.of(
                    wasSeen
                            ? new WatchEvent.Modified(after.object())
                            : new WatchEvent.Added(after.object()));
        }
        return wasSeen && before != null
                ? Optional.of(new WatchEvent.Deleted(gone(before).object()))
                : Optional.empty();
    }

    private CachedObject gone(CachedObject last) {
        CachedObject known = gone;
        if (known == null) {
            known = last.at(revision);
            gone = known;
        }
        return known;
    }
}
