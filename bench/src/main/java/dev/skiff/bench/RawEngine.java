package dev.skiff.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The container engine without anything between: one request a connection over its socket. The
/// yardstick for everything that runs containers.
final class RawEngine {
    private static final int READ_BYTES = 16 * 1024;

    private final UnixDomainSocketAddress address;

    RawEngine(String socket) {
        this.address = UnixDomainSocketAddress.of(socket);
    }

    JsonNode get(String path) throws IOException {
        return call("GET", path, Json.object().missingNode());
    }

    JsonNode post(String path, JsonNode body) throws IOException {
        return call("POST", path, body);
    }

    /// Without a body: the engine reads none and would reset the connection.
    void start(String containerId) throws IOException {
        call("POST", "/containers/" + containerId + "/start", Json.object().missingNode());
    }

    JsonNode delete(String path) throws IOException {
        return call("DELETE", path, Json.object().missingNode());
    }

    /// @throws IOException also when the engine refuses
    private JsonNode call(String method, String path, JsonNode body) throws IOException {
        byte[] content = body.isMissingNode() ? new byte[0] : Json.write(body);
        String head =
                "%s %s HTTP/1.1\r\nHost: engine\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, path, content.length);
        try (SocketChannel channel = SocketChannel.open(address)) {
            write(channel, head.getBytes(StandardCharsets.US_ASCII));
            write(channel, content);
            return parse(method + " " + path, readAll(channel));
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String call, String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end);
        int status = Integer.parseInt(head.substring(9, 12));
        boolean isChunked =
                head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
        String body = answer.substring(end + 4);
        String text = isChunked ? joinChunks(body) : body;
        if (status >= 400) {
            throw new IOException(call + " was answered with " + status + ": " + text.strip());
        }
        return text.isBlank() ? Json.object() : Json.mapper().readTree(text);
    }

    /// Sizes count bytes; what the engine sends here is ASCII.
    private static String joinChunks(String body) {
        StringBuilder joined = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int lineEnd = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, lineEnd).strip(), 16);
            if (size == 0) {
                break;
            }
            joined.append(body, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
        return joined.toString();
    }
}
