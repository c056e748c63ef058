package dev.skiff.apiserver.http;

import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A watch that tells what a test puts into it.
final class QueuedWatch implements WatchStream {
    private final ConcurrentLinkedQueue<WatchEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Runnable signal = () -> {};
    private volatile boolean ending;
    private volatile boolean closed;

    void tell(long revision) {
        events.add(new WatchEvent.Bookmark(revision, false));
        signal.run();
    }

    void end() {
        ending = true;
        signal.run();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Optional<WatchEvent> poll() {
        return Optional.ofNullable(events.poll());
    }

    @Override
    public void onAvailable(Runnable callback) {
        signal = callback;
        callback.run();
    }

    @Override
    public boolean isEnded() {
        return ending && events.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        ending = true;
    }
}
