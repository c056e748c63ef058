package dev.skiff.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.client.OutsideWorldException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// One event of a watch as it stands on the wire: an object with `type` and `object`.
final class WatchFrame {
    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    private WatchFrame() {}

    /// @throws OutsideWorldException if it is not one
    static WatchEvent decode(JsonNode frame) {
        String type = frame.path("type").asText();
        if (!(frame.path("object") instanceof ObjectNode object)) {
            throw new OutsideWorldException("a watch frame of type \"" + type + "\" has no object");
        }
        return switch (type) {
            case "ADDED" -> new WatchEvent.Added(StoredObject.ofWire(object));
            case "MODIFIED" -> new WatchEvent.Modified(StoredObject.ofWire(object));
            case "DELETED" -> new WatchEvent.Deleted(StoredObject.ofWire(object));
            case "BOOKMARK" -> bookmark(object.path("metadata"));
            case "ERROR" -> new WatchEvent.Failed(object);
            default ->
                    throw new OutsideWorldException(
                            "a watch frame of unknown type \"" + type + "\"");
        };
    }

    private static WatchEvent bookmark(JsonNode metadata) {
        boolean end = metadata.path("annotations").path(INITIAL_EVENTS_END).asText().equals("true");
        return new WatchEvent.Bookmark(metadata.path("resourceVersion").asLong(), end);
    }

    /// The line a watcher of ours would get.
    static void encode(WatchEvent event, ByteArrayOutputStream out) {
        ObjectNode frame = Json.object();
        switch (event) {
            case WatchEvent.Added(var object) ->
                    frame.put("type", "ADDED").set("object", object.tree());
            case WatchEvent.Modified(var object) ->
                    frame.put("type", "MODIFIED").set("object", object.tree());
            case WatchEvent.Deleted(var object) ->
                    frame.put("type", "DELETED").set("object", object.tree());
            case WatchEvent.Bookmark bookmark ->
                    frame.put("type", "BOOKMARK").set("object", bookmarkObject(bookmark));
            case WatchEvent.Failed(var status) -> frame.put("type", "ERROR").set("object", status);
        }
        out.writeBytes((frame + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode bookmarkObject(WatchEvent.Bookmark bookmark) {
        ObjectNode object = Json.object();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(bookmark.revision()));
        if (bookmark.initialEventsEnd()) {
            metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
        }
        return object;
    }
}
