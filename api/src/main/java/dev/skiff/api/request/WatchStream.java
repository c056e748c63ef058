package dev.skiff.api.request;

import java.util.Optional;

/// The receiving end of a watch. One reader; [#close] from any thread.
public interface WatchStream extends AutoCloseable {
    /// The next event, if there is one now. Never blocks.
    Optional<WatchEvent> poll();

    /// Registers the one callback that runs whenever [#poll] or [#isEnded] may answer anew. It
    /// runs at least once after registration, on any thread, and must neither block nor call
    /// back into the stream.
    void onAvailable(Runnable signal);

    /// Whether no event will ever come again and all have been polled.
    boolean isEnded();

    @Override
    void close();
}
