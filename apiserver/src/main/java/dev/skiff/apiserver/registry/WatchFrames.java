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
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_BYTES = 96;

    /// Objects as they are.
    static WatchEncoder whole(Kind kind) {
        return new WatchFrames() {
            @Override
            void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException {
                object.writeTo(out);
            }

            @Override
            ObjectNode bookmark() {
                return Json.object()
                        .put("kind", kind.name())
                        .put("apiVersion", kind.groupVersion().apiVersion());
            }
        };
    }

    abstract void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException;

    /// What a bookmark's metadata is put into.
    abstract ObjectNode bookmark();

    @Override
    public final byte[] encode(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Added(var object) -> frame("ADDED", object);
            case WatchEvent.Modified(var object) -> frame("MODIFIED", object);
            case WatchEvent.Deleted(var object) -> frame("DELETED", object);
            case WatchEvent.Bookmark mark -> frame("BOOKMARK", bookmark(mark));
            case WatchEvent.Failed(var status) -> frame("ERROR", status);
        };
    }

    private ObjectNode bookmark(WatchEvent.Bookmark mark) {
        ObjectNode object = bookmark();
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.put("resourceVersion", Long.toString(mark.revision()));
        if (mark.initialEventsEnd()) {
            metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
        }
        return object;
    }

    private byte[] frame(String type, StoredObject object) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(object.encoded().length + FRAME_BYTES);
        try {
            out.writeBytes(head(type));
            writeObject(object, out);
            out.writeBytes(END);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }

    private static byte[] frame(String type, ObjectNode object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(type));
        out.writeBytes(Json.write(object));
        out.writeBytes(END);
        return out.toByteArray();
    }

    private static byte[] head(String type) {
        return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    }
}
