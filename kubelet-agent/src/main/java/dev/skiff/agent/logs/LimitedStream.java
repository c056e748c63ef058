package dev.skiff.agent.logs;

import dev.skiff.api.request.ByteStream;
import java.io.IOException;
import java.io.OutputStream;

/// The beginning of another stream.
final class LimitedStream implements ByteStream {
    private final ByteStream whole;
    private final long limitBytes;

    LimitedStream(ByteStream whole, long limitBytes) {
        this.whole = whole;
        this.limitBytes = limitBytes;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        whole.copyTo(new Beginning(out));
    }

    @Override
    public void close() {
        whole.close();
    }

    private final class Beginning extends OutputStream {
        private final OutputStream out;
        private long left = limitBytes;

        Beginning(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int count = (int) Math.min(length, left);
            out.write(bytes, offset, count);
            left -= count;
            if (left == 0) {
                whole.close();
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
