package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.BufferUtil;

/// Writes a watch as the body of an answer: what has gathered goes out in one write.
final class WatchPump extends EventPump {
    private static final int BATCH_BYTES = 64 * 1024;

    /// Room for an object of usual size.
    private static final int FRAME_BYTES = 6 * 1024;

    private enum Phase {
        HEAD,
        EVENTS,
        END
    }

    private final Exchange exchange;
    private final LongAnswer answer;
    private Phase phase = Phase.HEAD;

    WatchPump(ApiResponse.Watch watch, Exchange exchange, Executor executor) {
        super(watch, executor);
        this.exchange = exchange;
        this.answer = LongAnswer.begin(exchange, this::abort);
    }

    @Override
    Action step() {
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
                if (!isEnding()) {
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
        Optional<WatchEvent> event = poll();
        if (event.isEmpty()) {
            return BufferUtil.EMPTY_BUFFER;
        }
        OutputBuffer batch = new OutputBuffer(FRAME_BYTES);
        while (event.isPresent()) {
            encode(event.get(), batch);
            event = batch.size() < BATCH_BYTES ? poll() : Optional.empty();
        }
        return batch.content();
    }

    @Override
    protected void onCompleteSuccess() {
        closeStream();
        exchange.callback().succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        closeStream();
        exchange.callback().failed(cause);
    }
}
