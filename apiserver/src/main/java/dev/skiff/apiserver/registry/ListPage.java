package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.cache.CachedObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One page of a list.
///
/// @param continueToken empty on the last page
/// @param remaining how many more there are; -1: not told
record ListPage(List<CachedObject> items, long revision, String continueToken, long remaining) {
    private static final byte[] ITEMS = ",\"items\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_BYTES = 256;
    private static final int REVISION_BYTES = 48;

    ListPage {
        items = List.copyOf(items);
    }

    ObjectNode metadata() {
        ObjectNode metadata = Json.object();
        metadata.put("resourceVersion", Long.toString(revision));
        if (!continueToken.isEmpty()) {
            metadata.put("continue", continueToken);
            if (remaining >= 0) {
                metadata.put("remainingItemCount", remaining);
            }
        }
        return metadata;
    }

    /// The list in its usual form, its items copied from their stored bytes.
    byte[] toJson(Kind kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(sizeBytes());
        byte[] head = Json.write(head(kind));
        out.write(head, 0, head.length - 1);
        out.writeBytes(ITEMS);
        try {
            for (int i = 0; i < items.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                items.get(i).object().writeItemTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        out.writeBytes(END);
        return out.toByteArray();
    }

    private ObjectNode head(Kind kind) {
        ObjectNode head = Json.object();
        head.put("kind", kind.listKind()).put("apiVersion", kind.groupVersion().apiVersion());
        head.set("metadata", metadata());
        return head;
    }

    private int sizeBytes() {
        int size = FRAME_BYTES;
        for (CachedObject item : items) {
            size = Math.addExact(size, item.object().encoded().length + REVISION_BYTES);
        }
        return size;
    }
}
