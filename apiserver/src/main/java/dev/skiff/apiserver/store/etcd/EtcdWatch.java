package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.RecentWrites;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.WatchFeeds;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One watch on all our keys, until it breaks. Takes only what is newer than what is known.
final class EtcdWatch implements Watch.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdWatch.class);

    /// Hears how a watch fares, from any thread.
    interface Owner {
        /// etcd has accepted the watch.
        void following(EtcdWatch watch);

        /// It can be continued by another one.
        void broken(EtcdWatch watch, String reason);

        /// It cannot be continued from where it is.
        void outdated(EtcdWatch watch, String reason);
    }

    private final EtcdKeys keys;
    private final EtcdState state;
    private final RecentWrites recent;
    private final WatchFeeds feeds;
    private final Owner owner;
    private Watch.@Nullable Watcher watcher;
    private boolean closed;

    EtcdWatch(EtcdCalls calls, RecentWrites recent, WatchFeeds feeds, Owner owner) {
        this.keys = calls.keys();
        this.state = calls.state();
        this.recent = recent;
        this.feeds = feeds;
        this.owner = owner;
    }

    void start(Watch client, long fromRevision) {
        WatchOption option =
                WatchOption.builder()
                        .withRange(keys.end())
                        .withRevision(state.etcds(fromRevision))
                        .withCreateNotify(true)
                        .withRequireLeader(true)
                        .build();
        watcher = client.watch(keys.tick(), option, this);
    }

    @Override
    public void onNext(WatchResponse response) {
        long revision = state.ours(response.getHeader().getRevision());
        if (response.isCreatedNotify() && revision < recent.head()) {
            owner.outdated(this, "it went back from revision " + recent.head() + " to " + revision);
        } else if (response.isCreatedNotify()) {
            owner.following(this);
        } else {
            take(response);
            tellWatches();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failure instanceof CompactedException) {
            owner.outdated(this, "revision " + recent.head() + " is compacted");
        } else {
            owner.broken(this, EtcdCalls.reason(failure));
        }
    }

    @Override
    public void onCompleted() {
        owner.broken(this, "etcd ended the watch");
    }

    /// Takes nothing more after this.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Watch.Watcher started = watcher;
        if (started != null) {
            started.close();
        }
    }

    private synchronized void take(WatchResponse response) {
        if (closed) {
            return;
        }
        long known = recent.head();
        for (WatchEvent event : response.getEvents()) {
            KeyValue pair = event.getKeyValue();
            if (state.ours(pair.getModRevision()) > known) {
                take(event.getEventType(), pair);
            }
        }
    }

    private void take(WatchEvent.EventType type, KeyValue pair) {
        long revision = state.ours(pair.getModRevision());
        Optional<String> key = keys.keyOf(pair);
        if (key.isEmpty()) {
            recent.advance(revision);
            return;
        }
        switch (type) {
            case PUT ->
                    recent.append(
                            new StoreEvent.Put(key.get(), pair.getValue().getBytes(), revision));
            case DELETE -> recent.append(new StoreEvent.Delete(key.get(), revision));
            case UNRECOGNIZED ->
                    throw new IllegalStateException("event of " + key.get() + " of no known type");
        }
    }

    private void tellWatches() {
        try {
            feeds.tellAll();
        } catch (RuntimeException e) {
            LOG.error("a listener failed; it was told to read anew", e);
        }
    }
}
