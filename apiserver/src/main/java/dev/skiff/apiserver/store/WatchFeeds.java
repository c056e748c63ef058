package dev.skiff.apiserver.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The running watches of a store. There are few (about one for each kind), so each write wakes
/// them all.
public final class WatchFeeds {
    private final List<WatchFeed> feeds = new CopyOnWriteArrayList<>();
    private final WatchFeed.Source source;

    public WatchFeeds(WatchFeed.Source source) {
        this.source = source;
    }

    /// Makes a feed that [#tellAll] wakes from now on. Nothing is told yet.
    public WatchFeed add(String prefix, long afterRevision, StoreListener listener) {
        WatchFeed feed = new WatchFeed(prefix, afterRevision, listener, source, feeds::remove);
        feeds.add(feed);
        return feed;
    }

    /// Tells every listener all there is to tell. Holds no lock. What a listener throws is thrown
    /// on when all others were told.
    public void tellAll() {
        @Nullable RuntimeException thrown = null;
        for (WatchFeed feed : feeds) {
            try {
                feed.tell();
            } catch (RuntimeException e) {
                thrown = e;
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /// Ends every watch: it must be started anew, after `oldest` at the earliest.
    public void endAll(long oldest) {
        feeds.forEach(feed -> feed.end(oldest));
    }

    public void closeAll() {
        feeds.forEach(WatchFeed::close);
    }
}
