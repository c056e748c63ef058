package dev.skiff.api.request;

/// Turns an event into the bytes of one frame, newline included, in the form the watcher asked for.
@FunctionalInterface
public interface WatchEncoder {
    byte[] encode(WatchEvent event);
}
