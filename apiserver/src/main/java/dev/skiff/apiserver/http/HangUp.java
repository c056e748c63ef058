package dev.skiff.apiserver.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/// Notices that a client is gone though nothing is written to it. HTTP/2 tells by itself; on
/// HTTP/1.1 the server reads nothing while it answers, so this reads in its place, and the
/// connection is of no use afterwards.
final class HangUp {
    private HangUp() {}

    /// Calls `listener` at most a few times, with why. To be set up before anything is written.
    static void detect(Exchange exchange, Consumer<Throwable> listener) {
        exchange.request().addFailureListener(listener);
        HttpVersion version = exchange.request().getConnectionMetaData().getHttpVersion();
        if (version == HttpVersion.HTTP_2) {
            return;
        }
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put(HttpHeader.CONNECTION, "close");
        if (version == HttpVersion.HTTP_1_1) {
            // An answer that just breaks off looks different from one that has ended.
            headers.put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
        EndPoint endPoint =
                exchange.request().getConnectionMetaData().getConnection().getEndPoint();
        endPoint.tryFillInterested(new Reading(endPoint, listener));
    }

    private record Reading(EndPoint endPoint, Consumer<Throwable> listener) implements Callback {
        @Override
        public void succeeded() {
            try {
                if (endPoint.fill(oneByte()) == 0) {
                    endPoint.tryFillInterested(this);
                } else {
                    listener.accept(new EOFException("the client hung up, or spoke out of turn"));
                }
            } catch (IOException e) {
                listener.accept(e);
            }
        }

        @Override
        public void failed(Throwable cause) {
            listener.accept(cause);
        }

        /// Flipped as Jetty fills buffers: position and limit both at the end of what is there.
        private static ByteBuffer oneByte() {
            return ByteBuffer.allocate(1).limit(0);
        }
    }
}
