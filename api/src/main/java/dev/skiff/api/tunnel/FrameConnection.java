package dev.skiff.api.tunnel;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of a tunnel, seen from either side. Whoever owns it calls [#read] from one thread
/// and [#writeAll] from another.
///
/// What waits to be written is bounded by the windows of the calls under way, so sending never
/// blocks.
public final class FrameConnection implements Closeable {
    /// A side that has nothing to say says so this often. One that hears nothing for several times
    /// as long may give the connection up.
    public static final Duration ALIVE_EVERY = Duration.ofSeconds(5);

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Closeable underlying;
    private final LinkedBlockingQueue<Frame> outgoing = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /// @param underlying closed to end both streams
    public FrameConnection(InputStream in, OutputStream out, Closeable underlying) {
        this.in = new DataInputStream(new BufferedInputStream(in, Frame.CHUNK_BYTES));
        this.out = new DataOutputStream(new BufferedOutputStream(out, Frame.CHUNK_BYTES));
        this.underlying = underlying;
    }

    /// Sends soon, or never if the connection ends first.
    public void send(Frame frame) {
        outgoing.add(frame);
    }

    /// Waits for the next frame; empty when the other side has closed the connection.
    public Optional<Frame> read() throws IOException {
        try {
            return Optional.of(FrameCodec.read(in));
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    /// Writes what is sent, until the connection is closed.
    public void writeAll() throws IOException {
        try {
            while (!closed) {
                @Nullable Frame next = outgoing.poll(ALIVE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                FrameCodec.write(next == null ? new Frame.Alive() : next, out);
                for (next = outgoing.poll(); next != null; next = outgoing.poll()) {
                    FrameCodec.write(next, out);
                }
                out.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        outgoing.add(new Frame.Alive()); // wakes the writer
        underlying.close();
    }
}
