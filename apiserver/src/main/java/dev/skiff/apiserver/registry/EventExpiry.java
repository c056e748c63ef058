package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.cache.CachedObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;

/// Removes Events an hour after they last happened. [#step] looks every few minutes.
final class EventExpiry {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final List<String> TIMES =
            List.of(
                    "/lastTimestamp",
                    "/series/lastObservedTime",
                    "/eventTime",
                    "/metadata/creationTimestamp");

    private final Resource events;
    private Instant nextLook = Instant.MIN;

    EventExpiry(Resource events) {
        this.events = events;
    }

    void step(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(INTERVAL);
        Iterator<CachedObject> all = events.cache().atLeast(0).objects().iterator("", "");
        while (all.hasNext()) {
            StoredObject event = all.next().object();
            if (lastTime(event).plus(LIFETIME).isBefore(now)) {
                events.durable().delete(event);
            }
        }
    }

    /// Decodes afresh, so that the cache need not keep the trees of events nobody reads.
    private static Instant lastTime(StoredObject event) {
        ObjectNode tree = Json.readOwn(event.encoded());
        Instant last = Instant.MIN;
        for (String pointer : TIMES) {
            Instant time = parse(tree.at(pointer).asText(""));
            last = time.isAfter(last) ? time : last;
        }
        return last;
    }

    private static Instant parse(String time) {
        try {
            return time.isEmpty() ? Instant.MIN : Instant.parse(time);
        } catch (DateTimeParseException _) {
            return Instant.MIN;
        }
    }
}
