package dev.skiff.api.request;

import java.io.ByteArrayOutputStream;

/// Writes an event as the bytes of one frame, newline included, in the form the watcher asked for.
@FunctionalInterface
public interface WatchEncoder {
    void encode(WatchEvent event, ByteArrayOutputStream out);
}
