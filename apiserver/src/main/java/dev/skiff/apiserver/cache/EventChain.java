package dev.skiff.apiserver.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest events of a kind, oldest first, bounded by number and bytes. One writer; readers hold
/// a [Link] and follow it without a lock. Whoever holds a link that has been dropped finds it cut,
/// so that a slow reader keeps no memory alive.
final class EventChain {
    /// An event and the state it left behind. The first link of a chain stands for no event.
    static final class Link {
        private static final Link CUT = new Link(null, new CacheSnapshot(SortedTree.empty(), -1));

        private final @Nullable CacheEvent event;
        private final CacheSnapshot after;
        private volatile @Nullable Link next;

        Link(@Nullable CacheEvent event, CacheSnapshot after) {
            this.event = event;
            this.after = after;
        }

        /// The link that follows; empty while there is none.
        Optional<Link> next() {
            return Optional.ofNullable(next);
        }

        /// Whether this stands for everything that was missed.
        boolean isCut() {
            return this == CUT;
        }

        CacheEvent event() {
            if (event == null) {
                throw new IllegalStateException("link at " + after.revision() + " has no event");
            }
            return event;
        }

        CacheSnapshot after() {
            return after;
        }

        private long sizeBytes() {
            return event == null ? 0 : event.sizeBytes();
        }
    }

    private final WindowLimits limits;
    private Link oldest;
    private Link newest;
    private int events;
    private long bytes;

    EventChain(CacheSnapshot start, WindowLimits limits) {
        this.limits = limits;
        this.oldest = new Link(null, start);
        this.newest = oldest;
    }

    Link newest() {
        return newest;
    }

    /// The oldest revision whose state, and all events after it, are known.
    long oldestRevision() {
        return oldest.after.revision();
    }

    Link append(CacheEvent event, CacheSnapshot after) {
        Link link = new Link(event, after);
        newest.next = link;
        newest = link;
        events++;
        bytes += link.sizeBytes();
        while (events > limits.maxEvents() || (bytes > limits.maxBytes() && events > 1)) {
            dropOldest();
        }
        return link;
    }

    /// The last link at or before `revision`; empty when that is older than the window.
    Optional<Link> find(long revision) {
        if (revision < oldestRevision()) {
            return Optional.empty();
        }
        Link link = oldest;
        Link next = link.next;
        while (next != null && next.after.revision() <= revision) {
            link = next;
            next = link.next;
        }
        return Optional.of(link);
    }

    /// Ends the chain: every reader finds that it missed something.
    void cut() {
        newest.next = Link.CUT;
    }

    private void dropOldest() {
        Link dropped = oldest;
        Link next = dropped.next;
        if (next == null) {
            throw new IllegalStateException("window of " + events + " events has one link");
        }
        oldest = next;
        events--;
        bytes -= next.sizeBytes();
        dropped.next = Link.CUT;
    }
}
