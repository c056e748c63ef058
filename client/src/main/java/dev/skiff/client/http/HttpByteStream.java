package dev.skiff.client.http;

import dev.skiff.api.request.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The body of an answer as it comes.
final class HttpByteStream implements ByteStream {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final InputStream body;
    private volatile boolean closed;

    HttpByteStream(InputStream body) {
        this.body = body;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException _) {
            // Nothing more was wanted of it.
            return;
        }
    }
}
