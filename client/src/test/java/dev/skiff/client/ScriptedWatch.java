package dev.skiff.client;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A watch that says what a test tells it to.
final class ScriptedWatch implements WatchStream {
    private final Queue<WatchEvent> events = new ArrayDeque<>();
    private Runnable signal = () -> {};
    private boolean ended;
    boolean closed;

    ScriptedWatch says(WatchEvent... more) {
        events.addAll(List.of(more));
        signal.run();
        return this;
    }

    ScriptedWatch ends() {
        ended = true;
        signal.run();
        return this;
    }

    ApiResponse opened() {
        return new ApiResponse.Watch(List.of(), this, _ -> new byte[0]);
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
        return ended && events.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
