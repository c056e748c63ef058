package dev.skiff.api.request;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/// The answer to one call.
public sealed interface ApiResponse {
    int status();

    /// In the order they are sent. A name may come more than once (`Warning`).
    List<Header> headers();

    record Header(String name, String value) {}

    /// A complete answer. `body` is not to be changed.
    record Full(int status, List<Header> headers, byte[] body) implements ApiResponse {
        public Full {
            headers = List.copyOf(headers);
        }
    }

    /// A complete answer that is too large to be held as a whole. For one reader.
    record InPieces(int status, List<Header> headers, Pieces pieces) implements ApiResponse {
        public InPieces {
            headers = List.copyOf(headers);
        }

        /// All of it after all.
        public Full whole() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (!pieces.isEnded()) {
                pieces.writeNext(body);
            }
            return new Full(status, headers, body.toByteArray());
        }
    }

    /// A body that is made while it is read.
    interface Pieces {
        boolean isEnded();

        /// Makes the next piece, of some ten thousand bytes; not to be called after the end.
        void writeNext(ByteArrayOutputStream out);
    }

    /// A watch. Whoever holds it must close the stream. In process the events are taken from
    /// `stream` as they are; over a socket each is encoded by `encoder` and flushed.
    record Watch(List<Header> headers, WatchStream stream, WatchEncoder encoder)
            implements ApiResponse {
        public Watch {
            headers = List.copyOf(headers);
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /// Bytes that come as they come, such as followed logs. Whoever holds it must close the stream.
    record Streaming(int status, List<Header> headers, ByteStream stream) implements ApiResponse {
        public Streaming {
            headers = List.copyOf(headers);
        }
    }

    static Full json(int status, byte[] body) {
        return new Full(status, List.of(new Header("Content-Type", "application/json")), body);
    }

    static Full text(int status, String body) {
        return new Full(
                status,
                List.of(
                        new Header("Content-Type", "text/plain; charset=utf-8"),
                        new Header("X-Content-Type-Options", "nosniff")),
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// The headers by name, the last value winning; for tests and clients.
    default Map<String, String> headerMap() {
        Map<String, String> map = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers().forEach(header -> map.put(header.name(), header.value()));
        return map;
    }
}
