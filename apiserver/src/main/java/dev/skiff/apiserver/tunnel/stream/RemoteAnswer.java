package dev.skiff.apiserver.tunnel.stream;

import dev.skiff.api.request.ByteStream;
import dev.skiff.api.tunnel.CallText;
import dev.skiff.api.tunnel.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The answer to one call, as far as it has come. Filled by the thread that reads the tunnel,
/// consumed by the one that made the call; holds at most a window of bytes.
final class RemoteAnswer implements ByteStream {
    private static final int TELL_EVERY_BYTES = Frame.WINDOW_BYTES / 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final Frame.Call call;
    private final LongConsumer onConsumed;
    private final Runnable onClose;
    private CallText.@Nullable AnswerHead head;
    private long received;
    private boolean ended;
    private String failure = "";

    /// @param onConsumed told now and then how far the answer was consumed
    /// @param onClose run when no more of it is wanted
    RemoteAnswer(Frame.Call call, LongConsumer onConsumed, Runnable onClose) {
        this.call = call;
        this.onConsumed = onConsumed;
        this.onClose = onClose;
    }

    /// What is being answered.
    Frame.Call call() {
        return call;
    }

    /// -1 before the head has come.
    long received() {
        lock.lock();
        try {
            return head == null ? -1 : received;
        } finally {
            lock.unlock();
        }
    }

    void head(CallText.AnswerHead arrived) {
        change(() -> head = arrived);
    }

    /// Bytes that came already, over an earlier connection, are passed over.
    ///
    /// @throws IOException if bytes are missing before these
    void data(long offset, byte[] bytes) throws IOException {
        lock.lock();
        try {
            if (offset > received) {
                throw new IOException("bytes %d to %d are missing".formatted(received, offset));
            }
            if (offset == received && !ended) {
                chunks.add(bytes);
                received += bytes.length;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// @param why what broke it; empty: nothing
    void end(String why) {
        change(
                () -> {
                    if (!ended) {
                        ended = true;
                        failure = why;
                    }
                });
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The head, when it has come; empty if it does not come in time.
    ///
    /// @throws IOException if the answer broke before
    Optional<CallText.AnswerHead> awaitHead(Duration patience)
            throws IOException, InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (head == null && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (head == null && ended) {
                throw new IOException(failure);
            }
            return Optional.ofNullable(head);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        long consumed = 0;
        long told = 0;
        for (Optional<byte[]> chunk = take(); chunk.isPresent(); chunk = take()) {
            out.write(chunk.get());
            consumed += chunk.get().length;
            if (consumed - told >= TELL_EVERY_BYTES) {
                onConsumed.accept(consumed);
                told = consumed;
            }
            if (isDrained()) {
                out.flush();
            }
        }
    }

    private boolean isDrained() {
        lock.lock();
        try {
            return chunks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<byte[]> take() throws IOException {
        lock.lock();
        try {
            while (chunks.isEmpty() && !ended) {
                changed.await();
            }
            if (chunks.isEmpty() && !failure.isEmpty()) {
                throw new IOException(failure);
            }
            return Optional.ofNullable(chunks.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end("");
        onClose.run();
    }
}
