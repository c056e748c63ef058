package dev.skiff.api.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One object at one revision: its encoded bytes, and views decoded from them when asked for.
/// Immutable and shared between threads; nobody may change what [#tree] or [#view] hand out.
///
/// The stored form begins `{"kind":…,"apiVersion":…,"metadata":{` and has no `resourceVersion`, so
/// GET and watch splice the revision in, and list items skip the head, as upstream's do.
public final class StoredObject {
    private static final byte[] METADATA = "\"metadata\":{".getBytes(StandardCharsets.US_ASCII);

    private final byte[] encoded;
    private final long revision;
    private final int metadataAt;
    private volatile @Nullable ObjectKey key;
    private volatile @Nullable WeakReference<ObjectNode> tree;
    private volatile @Nullable Object view;

    private StoredObject(byte[] encoded, long revision, int metadataAt) {
        this.encoded = encoded;
        this.revision = revision;
        this.metadataAt = metadataAt;
    }

    /// Takes bytes in stored form. The array is kept, not copied; the caller gives it away.
    public static StoredObject of(byte[] encoded, long revision) {
        return new StoredObject(encoded, revision, findMetadata(encoded));
    }

    /// Brings a tree into stored form: kind, apiVersion and metadata first, `resourceVersion` taken
    /// out. The tree is not changed.
    public static byte[] encode(ObjectNode object) {
        ObjectNode ordered = Json.object();
        ordered.set("kind", object.path("kind"));
        ordered.set("apiVersion", object.path("apiVersion"));
        ObjectNode metadata = Json.object();
        for (Map.Entry<String, JsonNode> field : object.path("metadata").properties()) {
            if (!field.getKey().equals("resourceVersion")) {
                metadata.set(field.getKey(), field.getValue());
            }
        }
        ordered.set("metadata", metadata);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            ordered.putIfAbsent(field.getKey(), field.getValue());
        }
        return Json.write(ordered);
    }

    /// Takes a complete object as it stands on the wire, with its `resourceVersion`.
    public static StoredObject ofWire(ObjectNode object) {
        long revision = Long.parseLong(object.path("metadata").path("resourceVersion").asText("0"));
        return of(encode(object), revision);
    }

    /// The revision of the store at which this state was written; 0: it never was, and shows no
    /// `resourceVersion`.
    public long revision() {
        return revision;
    }

    /// Namespace and name, read from the head of the bytes without decoding the rest.
    public ObjectKey key() {
        ObjectKey read = key;
        if (read == null) {
            read = StoredMetadata.key(encoded, metadataAt + METADATA.length - 1);
            key = read;
        }
        return read;
    }

    /// The bytes in stored form; not to be changed.
    public byte[] encoded() {
        return encoded;
    }

    /// Writes the whole object with its `resourceVersion`.
    public void writeTo(OutputStream out) throws IOException {
        int spliceAt = metadataAt + METADATA.length;
        out.write(encoded, 0, spliceAt);
        writeTail(out, spliceAt);
    }

    /// Writes the object as an item of a list: without kind and apiVersion, with its
    /// `resourceVersion`.
    public void writeItemTo(OutputStream out) throws IOException {
        out.write('{');
        out.write(encoded, metadataAt, METADATA.length);
        writeTail(out, metadataAt + METADATA.length);
    }

    /// Writes the field `metadata` alone, with its `resourceVersion`.
    public void writeMetadataTo(OutputStream out) throws IOException {
        int from = metadataAt + METADATA.length;
        out.write(encoded, metadataAt, METADATA.length);
        writeRevision(out, from);
        out.write(encoded, from, StoredMetadata.end(encoded, from - 1) - from);
    }

    private void writeTail(OutputStream out, int from) throws IOException {
        writeRevision(out, from);
        out.write(encoded, from, encoded.length - from);
    }

    private void writeRevision(OutputStream out, int from) throws IOException {
        if (revision > 0) {
            String field = "\"resourceVersion\":\"" + revision + "\"";
            out.write(field.getBytes(StandardCharsets.US_ASCII));
            if (encoded[from] != '}') {
                out.write(',');
            }
        }
    }

    /// The decoded object with its `resourceVersion`. Shared: copy it (`deepCopy`) before changing
    /// it. It takes several times the room of the bytes, so it is kept only as long as somebody
    /// uses it.
    public ObjectNode tree() {
        WeakReference<ObjectNode> known = tree;
        ObjectNode decoded = known == null ? null : known.get();
        if (decoded == null) {
            decoded = Json.readOwn(encoded);
            if (revision > 0) {
                decoded.withObjectProperty("metadata")
                        .put("resourceVersion", Long.toString(revision));
            }
            tree = new WeakReference<>(decoded);
        }
        return decoded;
    }

    /// The labels, read from the head of the bytes without decoding the rest.
    public Map<String, String> labels() {
        return StoredMetadata.labels(encoded, metadataAt + METADATA.length - 1);
    }

    /// A typed view, decoded by the first caller and shared by all later ones, who must ask for the
    /// same type.
    public <T> T view(Class<T> type, Function<StoredObject, T> decoder) {
        Object decoded = view;
        if (!type.isInstance(decoded)) {
            decoded = decoder.apply(this);
            view = decoded;
        }
        return type.cast(decoded);
    }

    private static int findMetadata(byte[] encoded) {
        int last = encoded.length - METADATA.length;
        for (int at = 0; at <= last; at++) {
            if (encoded[at] == '"'
                    && Arrays.equals(
                            encoded, at, at + METADATA.length, METADATA, 0, METADATA.length)) {
                return at;
            }
        }
        throw new IllegalStateException(
                "stored object has no metadata: "
                        + new String(
                                encoded, 0, Math.min(200, encoded.length), StandardCharsets.UTF_8));
    }
}
