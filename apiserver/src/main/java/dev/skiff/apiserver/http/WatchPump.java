package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;

/// Writes a watch's events as they come: what has gathered goes out in one write, and the next is
/// taken up when that one is through, so a slow client holds back nobody but itself. Between events
/// no thread is at work.
final class WatchPump extends IteratingCallback implements OpenAnswers.OpenAnswer {
    private static final int BATCH_BYTES = 64 * 1024;

    /// Room for an object of usual size.
    private static final int FRAME_BYTES = 6 * 1024;

    private enum Phase {
        HEAD,
        EVENTS,
        END
    }

    private final ApiResponse.Watch watch;
    private final Exchange exchange;
    private final Executor executor;
    private final LongAnswer answer;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean finishing;
    private Phase phase = Phase.HEAD;

    WatchPump(ApiResponse.Watch watch, Exchange exchange, Executor executor) {
        this.watch = watch;
        this.executor = executor;
        this.exchange = exchange;
        this.answer = LongAnswer.begin(exchange, this::abort);
    }

    void start() {
        watch.stream().onAvailable(this::callSoon);
        iterate();
    }

    /// What has gathered is still sent.
    @Override
    public void finish() {
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
    protected Action process() {
        called.set(false);
        switch (phase) {
            case HEAD -> {
                phase = Phase.EVENTS;
                return write(false, BufferUtil.EMPTY_BUFFER);
            }
            case EVENTS -> {
                ByteBuffer batch = nextBatch();
                if (batch.hasRemaining()) {
                    return write(false, batch);
                }
                if (!finishing && !watch.stream().isEnded()) {
                    return Action.IDLE;
                }
                phase = Phase.END;
                return write(true, BufferUtil.EMPTY_BUFFER);
            }
            case END -> {
                return Action.SUCCEEDED;
            }
        }
        throw new IllegalStateException("no such phase: " + phase);
    }

    private Action write(boolean last, ByteBuffer bytes) {
        answer.write(last, bytes, this);
        return Action.SCHEDULED;
    }

    private ByteBuffer nextBatch() {
        Optional<WatchEvent> event = watch.stream().poll();
        if (event.isEmpty()) {
            return BufferUtil.EMPTY_BUFFER;
        }
        OutputBuffer batch = new OutputBuffer(FRAME_BYTES);
        while (event.isPresent()) {
            watch.encoder().encode(event.get(), batch);
            event = batch.size() < BATCH_BYTES ? watch.stream().poll() : Optional.empty();
        }
        return batch.content();
    }

    @Override
    protected void onAborted(Throwable cause) {
        watch.stream().close();
    }

    @Override
    protected void onCompleteSuccess() {
        watch.stream().close();
        exchange.callback().succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        watch.stream().close();
        exchange.callback().failed(cause);
    }
}
