package dev.skiff.apiserver.http;

import dev.skiff.api.request.ByteStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/// Copies a byte stream to the client, until either ends.
final class StreamCopy implements OpenAnswers.OpenAnswer {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final ByteStream stream;

    StreamCopy(ByteStream stream) {
        this.stream = stream;
    }

    /// Blocks the calling thread until then.
    void run(Exchange exchange) {
        LongAnswer answer = LongAnswer.begin(exchange, _ -> finish());
        try (stream) {
            OutputStream out = new BufferedOutputStream(new Body(answer), BUFFER_BYTES);
            // The head, so that the client knows even while there is nothing to tell.
            Content.Sink.write(answer::write, false, BufferUtil.EMPTY_BUFFER);
            stream.copyTo(out);
            out.flush();
        } catch (IOException e) {
            exchange.callback().failed(e);
            return;
        }
        answer.write(true, BufferUtil.EMPTY_BUFFER, exchange.callback());
    }

    @Override
    public void finish() {
        stream.close();
    }

    private static final class Body extends OutputStream {
        private final LongAnswer answer;

        Body(LongAnswer answer) {
            this.answer = answer;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Content.Sink.write(answer::write, false, ByteBuffer.wrap(bytes, from, length));
        }
    }
}
