package dev.skiff.it.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Watches ConfigMaps until it is closed, over as many connections as it takes, and writes down
/// what it sees.
final class Watcher implements AutoCloseable {
    /// How it goes on when a connection broke.
    enum Manner {
        /// After the last revision it saw.
        RESUME,
        /// With the present state.
        ANEW
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_MILLIS = 20;
    /// This answer and those above say nothing but that it cannot be had now.
    private static final int TOO_MANY = 429;

    private final String name;
    private final Transport transport;
    private final Manner manner;
    private final Optional<String> onlyKey;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    // What follows is guarded by this.
    private final List<Followed.Stretch> done = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private List<Change> changes = new ArrayList<>();
    private Optional<State> state = Optional.empty();
    private Optional<Map<String, Version>> beginning = Optional.empty();
    private boolean hasBegun;
    private long after;
    private long seen;

    private Watcher(
            String name,
            Transport transport,
            Manner manner,
            Optional<String> onlyKey,
            long revision) {
        this.name = name;
        this.transport = transport;
        this.manner = manner;
        this.onlyKey = onlyKey;
        this.after = revision;
        this.seen = revision;
        this.thread = Thread.ofVirtual().name("watcher " + name).unstarted(this::watchOn);
    }

    /// @param revision what comes after it is seen
    static Watcher ofAll(String name, Transport transport, Manner manner, long revision) {
        return started(new Watcher(name, transport, manner, Optional.empty(), revision));
    }

    /// Resumes where it was.
    static Watcher ofKey(String key, Transport transport, long revision) {
        return started(
                new Watcher("of " + key, transport, Manner.RESUME, Optional.of(key), revision));
    }

    /// What it saw since the last call, once it has seen everything up to `revision`.
    Followed take(long revision) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> hasSeen(revision));
        return take();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private static Watcher started(Watcher watcher) {
        watcher.thread.start();
        return watcher;
    }

    private synchronized boolean hasSeen(long revision) {
        return seen >= revision || !complaints.isEmpty();
    }

    private synchronized Followed take() {
        endStretch();
        Followed followed = new Followed(name, onlyKey, done, complaints);
        done.clear();
        complaints.clear();
        after = seen;
        return followed;
    }

    private void endStretch() {
        done.add(new Followed.Stretch(after, state, changes));
        changes = new ArrayList<>();
        state = Optional.empty();
    }

    private void watchOn() {
        try {
            while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                watchOnce();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchOnce() throws InterruptedException {
        try {
            switch (transport.send(request())) {
                case ApiResponse.Watch watch -> follow(watch.stream());
                case ApiResponse.Full full when full.status() >= TOO_MANY -> {}
                case ApiResponse.Full full -> complain("was refused with " + full.status());
                case ApiResponse.InPieces _, ApiResponse.Streaming _ -> complain("got no watch");
            }
        } catch (UnreachableException _) {
            // It is down, and comes back.
        }
    }

    private synchronized ApiRequest request() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        onlyKey.ifPresent(key -> query.put("fieldSelector", "metadata.name=" + key));
        beginning = Optional.empty();
        boolean isFirst = !hasBegun;
        hasBegun = true;
        if (manner == Manner.RESUME || isFirst) {
            query.put("resourceVersion", Long.toString(seen));
        } else {
            query.put("sendInitialEvents", "true");
            query.put("resourceVersionMatch", "NotOlderThan");
            beginning = Optional.of(new TreeMap<>());
        }
        return ApiRequest.get(
                Kinds.CONFIG_MAP.collectionPath(ConfigMaps.NAMESPACE), query, UserInfo.ANONYMOUS);
    }

    private void follow(WatchStream stream) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        try (stream) {
            stream.onAvailable(news::release);
            while (!stream.isEnded() && closed.getCount() > 0) {
                Optional<WatchEvent> event = stream.poll();
                if (event.isPresent()) {
                    see(event.get());
                } else {
                    news.acquire();
                    news.drainPermits();
                }
            }
        }
    }

    private synchronized void see(WatchEvent event) {
        switch (event) {
            case WatchEvent.Added(var object) -> change(Change.Type.ADDED, object);
            case WatchEvent.Modified(var object) -> change(Change.Type.MODIFIED, object);
            case WatchEvent.Deleted(var object) -> change(Change.Type.DELETED, object);
            case WatchEvent.Bookmark(var revision, var isEnd) -> bookmark(revision, isEnd);
            case WatchEvent.Failed(var status) -> complain("was told " + status);
        }
    }

    private void change(Change.Type type, StoredObject object) {
        ObjectNode tree = object.tree();
        String key = tree.path("metadata").path("name").asText();
        Version version = ConfigMaps.version(tree);
        if (beginning.isPresent()) {
            beginning.get().put(key, version);
            return;
        }
        changes.add(new Change(type, key, version.id(), version.revision()));
        seen = Math.max(seen, version.revision());
    }

    private void bookmark(long revision, boolean isEndOfBeginning) {
        if (isEndOfBeginning && beginning.isPresent()) {
            endStretch();
            after = revision;
            state = Optional.of(new State(revision, beginning.get()));
            beginning = Optional.empty();
        }
        if (revision < seen) {
            complain("got a bookmark at %d after %d".formatted(revision, seen));
        }
        seen = Math.max(seen, revision);
    }

    private synchronized void complain(String what) {
        complaints.add(what);
    }
}
