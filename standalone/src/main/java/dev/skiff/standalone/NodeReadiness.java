package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.client.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits until nodes are Ready, as their agents say now and not as they said before a restart.
final class NodeReadiness {
    private static final String ABSENT = "its agent has said nothing";
    private static final Map<String, String> WATCH =
            Map.of(
                    "watch", "true",
                    "sendInitialEvents", "true",
                    "resourceVersionMatch", "NotOlderThan",
                    "allowWatchBookmarks", "true");

    /// Why a node is not ready yet, by name.
    private final Map<String, String> missing = new LinkedHashMap<>();

    /// Times on the wire are in whole seconds.
    private final Instant since;

    private NodeReadiness(List<String> names, Instant since) {
        this.since = since.truncatedTo(ChronoUnit.SECONDS);
        names.forEach(name -> missing.put(name, ABSENT));
    }

    /// Returns when all are Ready, or after a while, with what is missing: nothing, or a line each.
    ///
    /// @param since what was said earlier does not count
    static List<String> await(
            Transport transport, List<String> names, Instant since, Duration patience)
            throws InterruptedException {
        NodeReadiness readiness = new NodeReadiness(names, since);
        ApiRequest request =
                ApiRequest.get(Kinds.NODE.collectionPath(""), WATCH, UserInfo.ANONYMOUS);
        if (!(transport.send(request) instanceof ApiResponse.Watch(_, WatchStream stream, _))) {
            throw new IllegalStateException("nodes cannot be watched");
        }
        try (stream) {
            readiness.follow(stream, System.nanoTime() + patience.toNanos());
        }
        return readiness.missing.entrySet().stream()
                .map(entry -> "node " + entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    private void follow(WatchStream stream, long deadlineNanos) throws InterruptedException {
        Semaphore available = new Semaphore(0);
        stream.onAvailable(available::release);
        while (!missing.isEmpty() && !stream.isEnded()) {
            Optional<WatchEvent> event = stream.poll();
            event.ifPresent(this::note);
            long left = deadlineNanos - System.nanoTime();
            if (left < 0
                    || (event.isEmpty() && !available.tryAcquire(left, TimeUnit.NANOSECONDS))) {
                return;
            }
        }
    }

    private void note(WatchEvent event) {
        switch (event) {
            case WatchEvent.Added(StoredObject node) -> note(node.tree());
            case WatchEvent.Modified(StoredObject node) -> note(node.tree());
            case WatchEvent.Deleted _, WatchEvent.Bookmark _, WatchEvent.Failed _ -> {}
        }
    }

    private void note(ObjectNode node) {
        String name = node.path("metadata").path("name").asText();
        if (!missing.containsKey(name)) {
            return;
        }
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready") && isFresh(condition)) {
                if (condition.path("status").asText().equals("True")) {
                    missing.remove(name);
                } else {
                    missing.put(name, condition.path("message").asText());
                }
            }
        }
    }

    private boolean isFresh(JsonNode condition) {
        String saidAt = condition.path("lastHeartbeatTime").asText();
        return !saidAt.isEmpty() && !Instant.parse(saidAt).isBefore(since);
    }
}
