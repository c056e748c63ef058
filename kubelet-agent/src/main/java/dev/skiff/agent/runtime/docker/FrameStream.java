package dev.skiff.agent.runtime.docker;

import dev.skiff.api.request.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The output of a container or a command. The engine sends it in frames that say which of both
/// streams they belong to, unless there is a terminal.
final class FrameStream implements ByteStream {
    private static final int HEADER_BYTES = 8;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final EngineResponse response;
    private final boolean isFramed;
    private volatile boolean closed;

    FrameStream(EngineResponse response, boolean isFramed) {
        this.response = response;
        this.isFramed = isFramed;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        try {
            if (isFramed) {
                copyFrames(out);
            } else {
                copy(response.body(), Long.MAX_VALUE, out);
            }
        } catch (IOException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void copyFrames(OutputStream out) throws IOException {
        InputStream in = response.body();
        byte[] header = in.readNBytes(HEADER_BYTES);
        while (header.length == HEADER_BYTES) {
            long length =
                    (header[4] & 0xffL) << 24
                            | (header[5] & 0xffL) << 16
                            | (header[6] & 0xffL) << 8
                            | (header[7] & 0xffL);
            if (copy(in, length, out) < length) {
                throw new EOFException("engine broke off in the middle of a frame");
            }
            header = in.readNBytes(HEADER_BYTES);
        }
    }

    private static long copy(InputStream in, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        while (copied < length) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, length - copied));
            if (count < 0) {
                return copied;
            }
            out.write(buffer, 0, count);
            out.flush();
            copied += count;
        }
        return copied;
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
