package dev.skiff.ctl;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Reads watches one event after the other, opening the next where one ends.
final class WatchReader {
    private final Session session;
    private final Instant deadline;
    private final String timedOut;

    /// Reads for as long as it takes.
    WatchReader(Session session) {
        this(session, Instant.MAX, "");
    }

    /// @param deadline when to give up
    /// @param timedOut what to say then
    WatchReader(Session session, Instant deadline, String timedOut) {
        this.session = session;
        this.deadline = deadline;
        this.timedOut = timedOut;
    }

    /// Hands over events after `revision` until `wantsMore` says no.
    void follow(
            String path,
            Map<String, String> query,
            String revision,
            Predicate<WatchEvent> wantsMore) {
        String from = revision;
        while (true) {
            Optional<String> reached = followOnce(path, query, from, wantsMore);
            if (reached.isEmpty()) {
                return;
            }
            from = reached.get();
        }
    }

    /// The revision reached when the watch ended; empty when enough was seen.
    private Optional<String> followOnce(
            String path, Map<String, String> query, String from, Predicate<WatchEvent> wantsMore) {
        Map<String, String> watch = new LinkedHashMap<>(query);
        watch.put("watch", "true");
        watch.put("allowWatchBookmarks", "true");
        watch.put("resourceVersion", from);
        ApiResponse answer =
                session.send("GET", path, watch, Map.of("Accept", Session.JSON), new byte[0]);
        if (!(answer instanceof ApiResponse.Watch(_, WatchStream stream, _))) {
            session.success(answer);
            throw new CommandFailure("error: the server does not watch " + path);
        }
        String reached = from;
        try (stream) {
            Semaphore available = new Semaphore(0);
            stream.onAvailable(available::release);
            while (!stream.isEnded()) {
                Optional<WatchEvent> event = stream.poll();
                if (event.isEmpty()) {
                    await(available);
                    continue;
                }
                if (!wantsMore.test(event.get())) {
                    return Optional.empty();
                }
                reached = revisionOf(event.get()).orElse(reached);
            }
        }
        return Optional.of(reached);
    }

    private void await(Semaphore available) {
        try {
            if (deadline.equals(Instant.MAX)) {
                available.acquire();
                return;
            }
            long left = Duration.between(session.time().instant(), deadline).toMillis();
            if (!available.tryAcquire(left, TimeUnit.MILLISECONDS)) {
                throw new CommandFailure(timedOut);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("error: interrupted", e);
        }
    }

    private static Optional<String> revisionOf(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Added(var object) -> Optional.of(Long.toString(object.revision()));
            case WatchEvent.Modified(var object) -> Optional.of(Long.toString(object.revision()));
            case WatchEvent.Deleted(var object) -> Optional.of(Long.toString(object.revision()));
            case WatchEvent.Bookmark(long revision, _) -> Optional.of(Long.toString(revision));
            case WatchEvent.Failed(_) -> Optional.empty();
        };
    }
}
