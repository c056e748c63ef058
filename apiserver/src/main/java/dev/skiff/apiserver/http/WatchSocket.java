package dev.skiff.apiserver.http;

import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// A watch over WebSocket: each event is a text message. What the client says is not heard, but
/// for pings and its leave.
final class WatchSocket extends EventPump implements FrameHandler {
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ZERO;

    /// Room for an object of usual size.
    private static final int MESSAGE_BYTES = 6 * 1024;

    private static final int LENGTH_BYTES = 4;

    private final OpenAnswers open;
    private final boolean isBinary;
    private @Nullable CoreSession session;
    private boolean saidGoodbye;

    WatchSocket(ApiResponse.Watch watch, Executor executor, OpenAnswers open) {
        super(watch, executor);
        this.open = open;
        this.isBinary =
                watch.headers().stream()
                        .anyMatch(header -> header.value().startsWith(ProtobufBody.MEDIA_TYPE));
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        opened.setIdleTimeout(NEVER);
        callback.succeeded();
        opened.demand();
        open.add(this);
        start();
    }

    @Override
    Action step() {
        if (saidGoodbye) {
            return Action.SUCCEEDED;
        }
        CoreSession current = session();
        Optional<WatchEvent> event = poll();
        if (event.isPresent()) {
            OutputBuffer message = new OutputBuffer(MESSAGE_BYTES);
            encode(event.get(), message);
            current.setIdleTimeout(WRITE_TIMEOUT);
            current.sendFrame(frame(message.content()), this, false);
            return Action.SCHEDULED;
        }
        if (!isEnding()) {
            return Action.IDLE;
        }
        saidGoodbye = true;
        current.setIdleTimeout(WRITE_TIMEOUT);
        current.close(CloseStatus.NORMAL, "", this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        session().setIdleTimeout(saidGoodbye ? WRITE_TIMEOUT : NEVER);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession current = session();
        if (frame.getOpCode() != OpCode.PING) {
            callback.succeeded();
            current.demand();
            return;
        }
        // Nothing more is heard until the answer is through, lest answers pile up.
        ByteBuffer payload = BufferUtil.copy(frame.getPayload());
        Callback answered =
                Callback.from(
                        () -> {
                            callback.succeeded();
                            current.demand();
                        },
                        callback::failed);
        current.sendFrame(new Frame(OpCode.PONG, payload), answered, false);
    }

    /// In protobuf a message needs no length before it.
    private Frame frame(ByteBuffer message) {
        return isBinary
                ? new Frame(OpCode.BINARY, message.position(LENGTH_BYTES))
                : new Frame(OpCode.TEXT, message);
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        closeStream();
        session().abort();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        abort(cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        open.remove(this);
        closeStream();
        callback.succeeded();
    }

    private CoreSession session() {
        CoreSession opened = session;
        if (opened == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return opened;
    }
}
