package dev.skiff.client.stream;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.tunnel.CallText;
import dev.skiff.api.tunnel.Frame;
import dev.skiff.api.tunnel.FrameConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sends one answer, keeping what the server has not consumed, so that it can be sent again over
/// another connection. Written by one thread; told of the server's progress by another.
final class AnswerSender extends OutputStream {
    private final int stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Frame.Data> kept = new ArrayDeque<>();
    private @Nullable FrameConnection connection;
    private Frame.@Nullable Head head;
    private Frame.@Nullable End end;
    private long produced;
    private long consumed;
    private boolean cancelled;
    private Runnable onCancel = () -> {};

    AnswerSender(int stream, FrameConnection connection) {
        this.stream = stream;
        this.connection = connection;
    }

    /// Sends a whole answer; blocks until the server has room for its last byte, or wants no more.
    void send(ApiResponse answer) throws IOException {
        begin(answer);
        switch (answer) {
            case ApiResponse.Full full -> write(full.body(), 0, full.body().length);
            case ApiResponse.InPieces pieces -> write(pieces.whole().body());
            case ApiResponse.Streaming streaming -> {
                try (var bytes = streaming.stream()) {
                    whenCancelled(bytes::close);
                    bytes.copyTo(this);
                }
            }
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new IOException("a node has nothing to watch");
            }
        }
    }

    private void begin(ApiResponse answer) {
        lock.lock();
        try {
            head = new Frame.Head(stream, CallText.ofHead(answer));
            pass(head);
        } finally {
            lock.unlock();
        }
    }

    /// @param failure what broke the answer; empty: nothing
    void finish(String failure) {
        lock.lock();
        try {
            end = new Frame.End(stream, failure);
            pass(end);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /// Blocks while a window of bytes is on its way.
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int at = from; at < from + length; at += Frame.CHUNK_BYTES) {
            int until = Math.min(from + length, at + Frame.CHUNK_BYTES);
            writeChunk(Arrays.copyOfRange(bytes, at, until));
        }
    }

    private void writeChunk(byte[] chunk) throws IOException {
        lock.lock();
        try {
            while (produced - consumed + chunk.length > Frame.WINDOW_BYTES && !cancelled) {
                changed.await();
            }
            if (cancelled) {
                throw new IOException("no more of the answer is wanted");
            }
            Frame.Data data = new Frame.Data(stream, produced, chunk);
            kept.add(data);
            produced += chunk.length;
            pass(data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Without a connection nothing is lost: it is kept for the next one.
    private void pass(Frame frame) {
        if (connection != null) {
            connection.send(frame);
        }
    }

    void consumed(long offset) {
        lock.lock();
        try {
            consumed = Math.max(consumed, offset);
            kept.removeIf(data -> data.offset() + data.bytes().length <= consumed);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void disconnected() {
        lock.lock();
        try {
            connection = null;
        } finally {
            lock.unlock();
        }
    }

    /// Sends again what the server lacks, and goes on from there.
    ///
    /// @param received how many bytes the server has; -1 if not even the head
    void resume(FrameConnection next, long received) {
        consumed(received);
        lock.lock();
        try {
            if (received < 0 && head != null) {
                next.send(head);
            }
            kept.forEach(next::send);
            if (end != null) {
                next.send(end);
            }
            connection = next;
        } finally {
            lock.unlock();
        }
    }

    /// The server wants no more of it.
    void cancel() {
        Runnable callback;
        lock.lock();
        try {
            cancelled = true;
            kept.clear();
            callback = onCancel;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        callback.run();
    }

    private void whenCancelled(Runnable callback) {
        boolean isLate;
        lock.lock();
        try {
            onCancel = callback;
            isLate = cancelled;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            callback.run();
        }
    }
}
