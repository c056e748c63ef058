package dev.skiff.apiserver.http;

import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads bodies of requests, of bounded size and in bounded time: while it is read, a body holds a
/// place that others wait for.
final class BodyReader {
    private static final byte[] NO_BODY = {};
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int DRAINED_BYTES = 16 * 1024 * 1024;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

    private final int maxBytes;
    private final Duration patience;

    /// @param patience after which a body that still comes is given up
    BodyReader(int maxBytes, Duration patience) {
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /// @throws ApiException if it is too large or too slow
    byte[] read(Request request) throws IOException {
        String method = request.getMethod();
        if (request.getLength() == 0 || method.equals("GET") || method.equals("HEAD")) {
            return NO_BODY;
        }
        InputStream in = Content.Source.asInputStream(request);
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(room(request.getLength()));
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            body.write(chunk, 0, read);
            if (body.size() > maxBytes) {
                throw tooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    /// Takes in and drops what is left of the body of a refused call, so that a client that writes
    /// everything before it reads still sees why. A large or slow rest is left.
    ///
    /// @return whether all of it has been read
    boolean drain(Request request) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        byte[] chunk = new byte[CHUNK_BYTES];
        long dropped = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            dropped += read;
            if (dropped > DRAINED_BYTES || System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    private int room(long length) {
        return (int) Math.min(length < 0 ? CHUNK_BYTES : length, maxBytes);
    }

    private ApiException tooLarge() {
        return new ApiException(
                Status.failure(
                        413,
                        "RequestEntityTooLarge",
                        "Request entity too large: limit is " + maxBytes));
    }

    private ApiException tooSlow() {
        return new ApiException(
                Status.failure(
                        408,
                        "Timeout",
                        "the body of the request did not come within "
                                + patience.toSeconds()
                                + " seconds"));
    }
}
