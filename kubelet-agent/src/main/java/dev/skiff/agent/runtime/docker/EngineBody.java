package dev.skiff.agent.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The body of one answer. Its end gives the connection back; closing it before cuts the
/// connection.
final class EngineBody extends InputStream {
    /// How the end is known.
    private enum Framing {
        LENGTH,
        CHUNKS,
        UNTIL_CLOSED
    }

    private final EngineConnection connection;
    private final Framing framing;
    private final Consumer<EngineConnection> whenRead;
    private final AtomicBoolean done = new AtomicBoolean();

    /// Bytes left of the body, or of the current chunk.
    private long left;

    private boolean isFirstChunk = true;

    private EngineBody(
            EngineConnection connection,
            Framing framing,
            long left,
            Consumer<EngineConnection> whenRead) {
        this.connection = connection;
        this.framing = framing;
        this.left = left;
        this.whenRead = whenRead;
        if (framing == Framing.LENGTH && left == 0) {
            finish();
        }
    }

    static EngineBody ofLength(
            EngineConnection connection, long length, Consumer<EngineConnection> whenRead) {
        return new EngineBody(connection, Framing.LENGTH, length, whenRead);
    }

    static EngineBody ofChunks(EngineConnection connection, Consumer<EngineConnection> whenRead) {
        return new EngineBody(connection, Framing.CHUNKS, 0, whenRead);
    }

    static EngineBody untilClosed(EngineConnection connection) {
        return new EngineBody(
                connection, Framing.UNTIL_CLOSED, Long.MAX_VALUE, EngineConnection::close);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (framing == Framing.CHUNKS && left == 0 && !done.get()) {
            nextChunk();
        }
        if (done.get()) {
            return -1;
        }
        int count = connection.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            return endOfConnection();
        }
        left -= count;
        if (framing == Framing.LENGTH && left == 0) {
            finish();
        }
        return count;
    }

    private int endOfConnection() throws IOException {
        if (framing == Framing.UNTIL_CLOSED) {
            finish();
            return -1;
        }
        throw new EOFException("engine closed the connection in the middle of an answer");
    }

    private void nextChunk() throws IOException {
        if (!isFirstChunk) {
            connection.readLine();
        }
        isFirstChunk = false;
        String size = connection.readLine();
        int extension = size.indexOf(';');
        left = Long.parseLong(extension < 0 ? size.strip() : size.substring(0, extension), 16);
        if (left == 0) {
            String trailer = connection.readLine();
            while (!trailer.isEmpty()) {
                trailer = connection.readLine();
            }
            finish();
        }
    }

    private void finish() {
        if (done.compareAndSet(false, true)) {
            whenRead.accept(connection);
        }
    }

    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            connection.close();
        }
    }
}
