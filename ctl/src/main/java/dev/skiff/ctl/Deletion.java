package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Deletes objects one at a time, and waits for their end.
final class Deletion {
    private final Session session;
    private final ObjectNode options;

    private Deletion(Session session, ObjectNode options) {
        this.session = session;
        this.options = options;
    }

    /// @param cascade what becomes of owned objects
    /// @param graceSeconds how long pods may take to stop; negative: as they say themselves
    static Deletion with(Session session, String cascade, int graceSeconds) {
        ObjectNode options = Json.object();
        options.put("propagationPolicy", propagation(cascade));
        if (graceSeconds >= 0) {
            options.put("gracePeriodSeconds", graceSeconds);
        }
        return new Deletion(session, options);
    }

    private static String propagation(String cascade) {
        return switch (cascade) {
            case "background", "true" -> "Background";
            case "foreground" -> "Foreground";
            case "orphan", "false" -> "Orphan";
            default ->
                    throw new CommandFailure(
                            "error: invalid cascade value ("
                                    + cascade
                                    + "). Must be \"background\", \"foreground\", or \"orphan\"");
        };
    }

    /// A server that reads options from the body reads none from the query.
    ///
    /// @return whether the object lingers, as it may while its finalizers or its pod end
    boolean delete(ObjectFinder.Found doomed, DryRun dryRun) {
        ObjectNode wanted = options.deepCopy();
        if (dryRun == DryRun.SERVER) {
            wanted.putArray("dryRun").add("All");
        }
        ObjectNode answer = session.write("DELETE", doomed.path(), Map.of(), Session.JSON, wanted);
        return !answer.path("kind").asText().equals("Status");
    }

    /// @param patience zero: for as long as it takes
    void awaitEnd(ObjectFinder.Found doomed, Duration patience) {
        Optional<ObjectNode> left = session.find(doomed.path());
        if (left.isEmpty()) {
            return;
        }
        Instant deadline =
                patience.isZero() ? Instant.MAX : session.time().instant().plus(patience);
        String timedOut =
                "error: timed out waiting for the condition on %s/%s"
                        .formatted(doomed.type().plural(), doomed.name());
        String uid = left.get().path("metadata").path("uid").asText();
        new WatchReader(session, deadline, timedOut)
                .follow(
                        doomed.type().collectionPath(doomed.namespace()),
                        Map.of("fieldSelector", "metadata.name=" + doomed.name()),
                        left.get().path("metadata").path("resourceVersion").asText(),
                        event -> !isGone(event, uid));
    }

    private static boolean isGone(WatchEvent event, String uid) {
        return switch (event) {
            case WatchEvent.Deleted(_) -> true;
            case WatchEvent.Added(var object) ->
                    !object.tree().path("metadata").path("uid").asText().equals(uid);
            case WatchEvent.Modified(_), WatchEvent.Bookmark(_, _) -> false;
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
        };
    }
}
