package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.IteratingCallback;

/// Takes a watch's events as they come and writes them; the next are taken when those before are
/// through, so a slow client holds back nobody but itself. Between events no thread is at work.
abstract class EventPump extends IteratingCallback implements OpenAnswers.OpenAnswer {
    private final ApiResponse.Watch watch;
    private final Executor executor;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean finishing;

    EventPump(ApiResponse.Watch watch, Executor executor) {
        this.watch = watch;
        this.executor = executor;
    }

    final void start() {
        watch.stream().onAvailable(this::callSoon);
        iterate();
    }

    /// What has gathered is still sent.
    @Override
    public final void finish() {
        finishing = true;
        callSoon();
    }

    /// The signal must not call back into the stream, and may come many times before we get to it.
    private void callSoon() {
        if (called.compareAndSet(false, true)) {
            executor.execute(this::iterate);
        }
    }

    @Override
    protected final Action process() {
        called.set(false);
        return step();
    }

    /// Starts the next write, if there is something to write.
    abstract Action step();

    final Optional<WatchEvent> poll() {
        return watch.stream().poll();
    }

    final void encode(WatchEvent event, OutputBuffer out) {
        watch.encoder().encode(event, out);
    }

    /// Whether no more is to come than [#poll] has to offer.
    final boolean isEnding() {
        return finishing || watch.stream().isEnded();
    }

    final void closeStream() {
        watch.stream().close();
    }

    @Override
    protected void onAborted(Throwable cause) {
        closeStream();
    }
}
