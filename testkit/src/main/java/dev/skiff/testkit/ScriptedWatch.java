package dev.skiff.testkit;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A watch that says what a test tells it to. Thread-safe.
public final class ScriptedWatch implements WatchStream {
    private final ConcurrentLinkedQueue<WatchEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Runnable signal = () -> {};
    private volatile boolean ending;
    private volatile boolean closed;

    public ScriptedWatch says(WatchEvent... more) {
        events.addAll(List.of(more));
        signal.run();
        return this;
    }

    public ScriptedWatch ends() {
        ending = true;
        signal.run();
        return this;
    }

    public boolean isClosed() {
        return closed;
    }

    /// As an answer whose events are encoded as nothing.
    public ApiResponse opened() {
        return new ApiResponse.Watch(List.of(), this, (_, _) -> {});
    }

    @Override
    public Optional<WatchEvent> poll() {
        return Optional.ofNullable(events.poll());
    }

    @Override
    public void onAvailable(Runnable newSignal) {
        signal = newSignal;
        newSignal.run();
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
