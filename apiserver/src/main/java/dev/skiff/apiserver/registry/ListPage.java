package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.cache.CachedObject;
import java.util.List;

/// One page of a list.
///
/// @param continueToken empty on the last page
/// @param remaining how many more there are; -1: not told
record ListPage(List<CachedObject> items, long revision, String continueToken, long remaining) {
    private static final int SMALL_BYTES = 64 * 1024;

    ListPage {
        items = List.copyOf(items);
    }

    /// Whether it may as well be held as a whole.
    boolean isSmall() {
        long bytes = 0;
        for (CachedObject item : items) {
            bytes += item.object().encoded().length;
            if (bytes > SMALL_BYTES) {
                return false;
            }
        }
        return true;
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
    ListBody body(Kind kind) {
        ObjectNode head = Json.object();
        head.put("kind", kind.listKind()).put("apiVersion", kind.groupVersion().apiVersion());
        head.set("metadata", metadata());
        return new ListBody(head, "items", items, (item, out) -> item.object().writeItemTo(out));
    }
}
