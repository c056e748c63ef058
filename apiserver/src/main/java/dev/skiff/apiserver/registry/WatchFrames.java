package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEncoder;
import dev.skiff.api.request.WatchEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Events of a watch as lines of JSON. Objects in their usual form are copied from their stored
/// bytes; other forms say what stands for an object.
abstract class WatchFrames implements WatchEncoder {
    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";
    private static final byte[] ADDED = head("ADDED");
    private static final byte[] MODIFIED = head("MODIFIED");
    private static final byte[] DELETED = head("DELETED");
    private static final byte[] BOOKMARK = head("BOOKMARK");
    private static final byte[] ERROR = head("ERROR");
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

    /// Objects as they are.
    static WatchEncoder whole(Kind kind) {
        return new WatchFrames() {
            @Override
            void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException {
                object.writeTo(out);
            }

            @Override
            ObjectNode bookmark() {
                return emptyOf(kind);
            }
        };
    }

    abstract void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException;

    /// What a bookmark's metadata is put into.
    abstract ObjectNode bookmark();

    @Override
    public final void encode(WatchEvent event, ByteArrayOutputStream out) {
        switch (event) {
            case WatchEvent.Added(var object) -> write(ADDED, object, out);
            case WatchEvent.Modified(var object) -> write(MODIFIED, object, out);
            case WatchEvent.Deleted(var object) -> write(DELETED, object, out);
            case WatchEvent.Bookmark mark -> write(BOOKMARK, marked(bookmark(), mark), out);
            case WatchEvent.Failed(var status) -> write(ERROR, status, out);
        }
    }

    /// A bookmark's object with its metadata.
    static ObjectNode marked(ObjectNode object, WatchEvent.Bookmark mark) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.put("resourceVersion", Long.toString(mark.revision()));
        if (mark.initialEventsEnd()) {
            metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
        }
        return object;
    }

    /// What stands for an object of this kind in a bookmark.
    static ObjectNode emptyOf(Kind kind) {
        return Json.object()
                .put("kind", kind.name())
                .put("apiVersion", kind.groupVersion().apiVersion());
    }

    private void write(byte[] head, StoredObject object, ByteArrayOutputStream out) {
        out.writeBytes(head);
        try {
            writeObject(object, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        out.writeBytes(END);
    }

    private static void write(byte[] head, ObjectNode object, ByteArrayOutputStream out) {
        out.writeBytes(head);
        out.writeBytes(Json.write(object));
        out.writeBytes(END);
    }

    private static byte[] head(String type) {
        return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    }
}
