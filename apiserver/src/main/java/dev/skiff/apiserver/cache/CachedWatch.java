package dev.skiff.apiserver.cache;

import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.status.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A watch on a cache: first the state it began with, if asked for, then a place in the chain of
/// events. It has no queue; when it falls behind the window it says so with a 410 and ends.
public final class CachedWatch implements WatchStream {
    private static final Duration BOOKMARK_INTERVAL = Duration.ofMinutes(1);

    private final WatchCache cache;
    private final WatchTerms terms;
    private final ObjectFilter wanted;
    private final Iterator<CachedObject> initial;
    private final long startRevision;
    private EventChain.@Nullable Link place;
    private @Nullable WatchEvent parting;
    private boolean initialEndIsDue;
    private Instant nextBookmark;

    private volatile boolean bookmarkIsDue;
    private volatile boolean deadlineIsOver;
    private volatile boolean ended;
    private volatile Runnable onAvailable = () -> {};

    private CachedWatch(
            WatchCache cache,
            WatchTerms terms,
            Iterator<CachedObject> initial,
            long startRevision,
            EventChain.@Nullable Link place) {
        this.cache = cache;
        this.terms = terms;
        this.wanted = terms.wanted();
        this.initial = initial;
        this.startRevision = startRevision;
        this.place = place;
        this.nextBookmark = terms.began().plus(BOOKMARK_INTERVAL);
    }

    static CachedWatch fromState(
            WatchCache cache, CacheSnapshot state, EventChain.Link place, WatchTerms terms) {
        Iterator<CachedObject> objects = state.objects().iterator(terms.prefix(), "");
        CachedWatch watch = new CachedWatch(cache, terms, objects, state.revision(), place);
        watch.initialEndIsDue = terms.initialEventsEnd();
        return watch;
    }

    static CachedWatch after(
            WatchCache cache, long revision, EventChain.Link place, WatchTerms terms) {
        return new CachedWatch(cache, terms, Collections.emptyIterator(), revision, place);
    }

    static CachedWatch tooOld(WatchCache cache, long revision, long oldest, WatchTerms terms) {
        CachedWatch watch =
                new CachedWatch(cache, terms, Collections.emptyIterator(), revision, null);
        watch.parting = expired(revision, oldest);
        return watch;
    }

    @Override
    public Optional<WatchEvent> poll() {
        if (ended) {
            return Optional.empty();
        }
        while (initial.hasNext()) {
            CachedObject object = initial.next();
            if (terms.filter().matches(object)) {
                return Optional.of(new WatchEvent.Added(object.object()));
            }
        }
        if (initialEndIsDue) {
            initialEndIsDue = false;
            return Optional.of(new WatchEvent.Bookmark(startRevision, true));
        }
        return parting == null ? pollChain() : pollParting(parting);
    }

    @Override
    public void onAvailable(Runnable signal) {
        onAvailable = signal;
        signal.run();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        ended = true;
        cache.forget(this);
        signal();
    }

    void signal() {
        onAvailable.run();
    }

    void tick(Instant now) {
        if (!now.isBefore(terms.deadline())) {
            deadlineIsOver = true;
            signal();
        } else if (terms.bookmarks() && !now.isBefore(nextBookmark)) {
            nextBookmark = now.plus(BOOKMARK_INTERVAL);
            bookmarkIsDue = true;
            signal();
        }
    }

    private Optional<WatchEvent> pollParting(WatchEvent last) {
        parting = null;
        end();
        return Optional.of(last);
    }

    private Optional<WatchEvent> pollChain() {
        while (place != null) {
            long toldUpTo = cache.revision();
            Optional<EventChain.Link> next = place.next();
            if (next.isEmpty()) {
                return atTheEnd(Math.max(toldUpTo, startRevision));
            }
            if (next.get().isCut()) {
                return pollParting(expired(place.after().revision(), toldUpTo));
            }
            place = next.get();
            Optional<WatchEvent> event = seen(place.event());
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    private Optional<WatchEvent> seen(CacheEvent event) {
        return event.revision() <= startRevision ? Optional.empty() : event.seenThrough(wanted);
    }

    /// @param toldUpTo was read before it was seen that no event follows, so that no bookmark
    ///     overtakes one
    private Optional<WatchEvent> atTheEnd(long toldUpTo) {
        if (deadlineIsOver) {
            end();
            return terms.bookmarks()
                    ? Optional.of(new WatchEvent.Bookmark(toldUpTo, false))
                    : Optional.empty();
        }
        if (bookmarkIsDue) {
            bookmarkIsDue = false;
            return Optional.of(new WatchEvent.Bookmark(toldUpTo, false));
        }
        return Optional.empty();
    }

    private void end() {
        ended = true;
        cache.forget(this);
    }

    private static WatchEvent expired(long revision, long oldest) {
        String message = "too old resource version: %d (%d)".formatted(revision, oldest);
        return new WatchEvent.Failed(ApiException.expired(message).status().toTree());
    }
}
