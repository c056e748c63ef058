package dev.skiff.client;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.status.Status;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a local copy of a kind, or of a part of it, by one watch that first tells all there is.
///
/// When the watch ends it is opened again, after a back-off, from the revision that was reached; if
/// the server has forgotten that revision, everything is told anew, and listeners hear only of what
/// differs. One thread steps; anybody reads the [#lister].
public final class Informer<T> implements Steppable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Informer.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final int EVENTS_PER_STEP = 100;
    private static final int SHORTEST_WATCH_SECONDS = 300;
    private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(30);

    private final Transport transport;
    private final Selection selection;
    private final Function<StoredObject, T> projection;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Lister<T> lister = new Lister<>();
    private final List<ChangeListener<T>> listeners = new ArrayList<>();

    private volatile Runnable wake = () -> {};
    private volatile boolean closed;
    private volatile @Nullable WatchStream stream;
    private Instant dueAt = Instant.MIN;
    private Instant openedAt = Instant.MIN;
    private int failures;

    /// The revision to go on from; 0: everything must be told anew.
    private long resumeAt;

    /// While everything is told: what was held before and hasn't been told yet.
    private @Nullable NavigableSet<ObjectKey> unconfirmed;

    /// @param projection what is kept of an object; must not keep the object itself if it is meant
    ///     to save memory
    public Informer(
            Transport transport,
            Selection selection,
            Function<StoredObject, T> projection,
            InstantSource clock,
            RandomGenerator random) {
        this.transport = transport;
        this.selection = selection;
        this.projection = projection;
        this.clock = clock;
        this.random = random;
    }

    /// Keeps all objects of a kind as typed objects.
    public static <T extends HasMetadata> Informer<T> of(
            Transport transport, TypedKind<T> type, InstantSource clock, RandomGenerator random) {
        return new Informer<>(transport, Selection.all(type.kind()), type::view, clock, random);
    }

    public Lister<T> lister() {
        return lister;
    }

    /// Adds a listener. Only before the first step.
    public void onChange(ChangeListener<T> listener) {
        listeners.add(listener);
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }

    @Override
    public Instant nextDue() {
        return closed ? Instant.MAX : dueAt;
    }

    @Override
    public boolean step() {
        WatchStream current = stream;
        if (closed) {
            return false;
        }
        return current == null ? connectIfDue() : take(current);
    }

    /// Ends the watch, from any thread. What is held stays readable.
    @Override
    public void close() {
        closed = true;
        WatchStream current = stream;
        if (current != null) {
            current.close();
        }
    }

    private boolean connectIfDue() {
        if (clock.instant().isBefore(dueAt)) {
            return false;
        }
        try {
            connect();
        } catch (OutsideWorldException e) {
            LOG.debug("watch of {} does not open", selection.path(), e);
            retryLater(String.valueOf(e.getMessage()));
        }
        return true;
    }

    private void connect() {
        int seconds = SHORTEST_WATCH_SECONDS + random.nextInt(SHORTEST_WATCH_SECONDS);
        boolean fromTheStart = resumeAt == 0;
        Map<String, String> query = selection.query();
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("timeoutSeconds", Integer.toString(seconds));
        query.put("resourceVersion", resumeAt == 0 ? "" : Long.toString(resumeAt));
        if (fromTheStart) {
            query.put("sendInitialEvents", "true");
            query.put("resourceVersionMatch", "NotOlderThan");
        }
        switch (transport.send(ApiRequest.get(selection.path(), query, UserInfo.ANONYMOUS))) {
            case ApiResponse.Watch(var _, var opened, var _) -> {
                unconfirmed = fromTheStart ? lister.copyOfKeys() : null;
                openedAt = clock.instant();
                dueAt = openedAt.plusSeconds(seconds).plus(SILENCE_ALLOWED);
                stream = opened;
                opened.onAvailable(() -> wake.run());
                if (closed) {
                    opened.close();
                }
            }
            case ApiResponse.Full refusal -> refused(Statuses.of(refusal));
            case ApiResponse.InPieces _ -> retryLater("the server answered a watch with a list");
            case ApiResponse.Streaming streaming -> {
                streaming.stream().close();
                retryLater("the server answered a watch with a plain stream");
            }
        }
    }

    private boolean take(WatchStream current) {
        int taken = 0;
        while (stream == current && taken < EVENTS_PER_STEP) {
            Optional<WatchEvent> event = current.poll();
            if (event.isEmpty()) {
                break;
            }
            handle(event.get());
            taken++;
        }
        if (stream == current && taken == 0) {
            return endIfOver(current);
        }
        return true;
    }

    private boolean endIfOver(WatchStream current) {
        if (current.isEnded()) {
            disconnect(current);
            retryLater("the watch ended");
            return true;
        }
        if (!clock.instant().isBefore(dueAt)) {
            disconnect(current);
            retryLater("the watch fell silent");
            return true;
        }
        return false;
    }

    private void handle(WatchEvent event) {
        switch (event) {
            case WatchEvent.Added(var object) -> store(object);
            case WatchEvent.Modified(var object) -> store(object);
            case WatchEvent.Deleted(var object) -> drop(object);
            case WatchEvent.Bookmark(long revision, boolean initialEventsEnd) -> {
                if (initialEventsEnd) {
                    dropUnconfirmed();
                }
                reached(revision);
            }
            case WatchEvent.Failed(var status) -> {
                WatchStream current = stream;
                if (current != null) {
                    disconnect(current);
                }
                refused(Status.ofTree(status));
            }
        }
    }

    private void store(StoredObject object) {
        ObjectKey key = object.key();
        NavigableSet<ObjectKey> telling = unconfirmed;
        if (telling != null) {
            telling.remove(key);
        }
        if (lister.heldRevision(key) != object.revision()) {
            T now = projection.apply(object);
            T before = lister.put(key, now, object.revision());
            reached(object.revision());
            listeners.forEach(listener -> listener.onChange(key, before, now));
        }
    }

    private void drop(StoredObject object) {
        ObjectKey key = object.key();
        T before = lister.remove(key);
        reached(object.revision());
        tellGone(key, before);
    }

    /// Everything has been told: what was held before and not confirmed has gone in between.
    private void dropUnconfirmed() {
        NavigableSet<ObjectKey> gone = unconfirmed;
        unconfirmed = null;
        if (gone != null) {
            gone.forEach(key -> tellGone(key, lister.remove(key)));
        }
    }

    private void tellGone(ObjectKey key, @Nullable T before) {
        if (before != null) {
            listeners.forEach(listener -> listener.onChange(key, before, null));
        }
    }

    /// Initial objects come in the order of keys, so their revisions say nothing of what is
    /// complete.
    private void reached(long revision) {
        failures = 0;
        if (unconfirmed == null) {
            resumeAt = revision;
            lister.reached(revision);
            lister.markSynced();
        }
    }

    private void refused(Status status) {
        boolean forgotten = status.code() == 410;
        boolean fromTheFuture = status.code() == 504;
        if ((forgotten || fromTheFuture) && resumeAt != 0) {
            LOG.debug("watch of {} starts anew: {}", selection.path(), status.message());
            resumeAt = 0;
            dueAt = clock.instant();
        } else {
            retryLater(status.code() + " " + status.message());
        }
    }

    private void disconnect(WatchStream current) {
        current.close();
        stream = null;
        unconfirmed = null;
        if (openedAt.plus(BACKOFF.max()).isBefore(clock.instant())) {
            failures = 0;
        }
    }

    private void retryLater(String why) {
        Duration delay = BACKOFF.delay(failures++, random);
        dueAt = clock.instant().plus(delay);
        if (failures == 3) {
            LOG.warn("watch of {} keeps failing: {}", selection.path(), why);
        }
    }
}
