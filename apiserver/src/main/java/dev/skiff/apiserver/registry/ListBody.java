package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.cache.CachedObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// The JSON of a list, made while it is sent: a list of ten thousand objects is larger than what a
/// call may hold in memory.
final class ListBody implements ApiResponse.Pieces {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final byte[] END = "]}\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW_LINE = {'\n'};

    private final byte[] head;
    private final byte[] end;
    private final ItemWriter writer;
    private final Iterator<CachedObject> items;
    private boolean isBegun;
    private boolean isEnded;

    /// Writes what stands for an object.
    @FunctionalInterface
    interface ItemWriter {
        void write(CachedObject object, ByteArrayOutputStream out) throws IOException;
    }

    /// @param head the list without its items
    /// @param field where these are
    ListBody(ObjectNode head, String field, List<CachedObject> items, ItemWriter writer) {
        ObjectNode empty = head.deepCopy();
        empty.putArray(field);
        byte[] text = Json.write(empty);
        this.head = Arrays.copyOf(text, text.length - 2);
        this.end = END;
        this.items = items.iterator();
        this.writer = writer;
    }

    /// A list without items, as it is.
    ListBody(ObjectNode whole) {
        this.head = Json.write(whole);
        this.end = NEW_LINE;
        this.items = Collections.emptyIterator();
        this.writer = (_, _) -> {};
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public void writeNext(ByteArrayOutputStream out) {
        boolean isFirst = !isBegun;
        if (isFirst) {
            out.writeBytes(head);
            isBegun = true;
        }
        try {
            for (int begin = out.size(); items.hasNext() && out.size() - begin < PIECE_BYTES; ) {
                if (!isFirst) {
                    out.write(',');
                }
                writer.write(items.next(), out);
                isFirst = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        if (!items.hasNext()) {
            out.writeBytes(end);
            isEnded = true;
        }
    }
}
