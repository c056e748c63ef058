package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection to the engine: one exchange at a time. [#close] from any thread.
final class EngineConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int HEAD_LIMIT_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private boolean used;

    private EngineConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /// A kept connection turned out to be closed by the engine before it answered anything.
    static final class StaleException extends IOException {
        private static final long serialVersionUID = 1;

        StaleException(IOException cause) {
            super("connection was closed while it was kept", cause);
        }
    }

    static EngineConnection open(UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            return new EngineConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void send(Request request) throws IOException {
        byte[] body = bodyOf(request);
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
        head.append("Host: docker\r\n");
        request.headers()
                .forEach(
                        (name, value) ->
                                head.append(name).append(": ").append(value).append("\r\n"));
        if (request.hijackedInput() != null) {
            head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
        if (body.length > 0 || request.method().equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        try {
            write(head.toString().getBytes(StandardCharsets.UTF_8));
            write(body);
        } catch (IOException e) {
            throw used ? new StaleException(e) : e;
        }
    }

    private static byte[] bodyOf(Request request) throws IOException {
        byte @Nullable [] bytes = request.bodyBytes();
        if (bytes != null) {
            return bytes;
        }
        try (InputStream body = request.body()) {
            return body == null ? new byte[0] : body.readAllBytes();
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer outgoing = ByteBuffer.wrap(bytes);
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
    }

    /// Sends what comes from `input` as it is, then ends this side; the other stays open.
    void sendRaw(InputStream input) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (input) {
            int count = input.read(buffer);
            while (count >= 0) {
                write(java.util.Arrays.copyOf(buffer, count));
                count = input.read(buffer);
            }
            channel.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    /// @param giveBack takes the connection when the answer has been read to its end and
    /// another may follow
    EngineResponse receive(Consumer<EngineConnection> giveBack) throws IOException {
        List<String> head = readHead();
        int status = statusOf(head.getFirst());
        Map<String, List<String>> headers = headersOf(head);
        used = true;
        return new EngineResponse(status, headers, bodyFor(status, headers, giveBack));
    }

    private EngineBody bodyFor(
            int status, Map<String, List<String>> headers, Consumer<EngineConnection> giveBack) {
        boolean isKept = !first(headers, "connection").equalsIgnoreCase("close");
        Consumer<EngineConnection> whenRead = isKept ? giveBack : EngineConnection::close;
        if (first(headers, "transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            return EngineBody.ofChunks(this, whenRead);
        }
        if (status == 204 || status == 304) {
            return EngineBody.ofLength(this, 0, whenRead);
        }
        String length = first(headers, "content-length");
        return length.isEmpty()
                ? EngineBody.untilClosed(this)
                : EngineBody.ofLength(this, Long.parseLong(length), whenRead);
    }

    private static String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? "" : values.getFirst();
    }

    private List<String> readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        int size = 0;
        String line = readFirstLine();
        while (!line.isEmpty()) {
            lines.add(line);
            size += line.length();
            if (size > HEAD_LIMIT_BYTES) {
                throw new IOException("head of the answer is longer than " + HEAD_LIMIT_BYTES);
            }
            line = readLine();
        }
        if (lines.isEmpty()) {
            throw new IOException("answer begins with an empty line");
        }
        return lines;
    }

    private String readFirstLine() throws IOException {
        try {
            return readLine();
        } catch (IOException e) {
            throw used && channel.isOpen() ? new StaleException(e) : e;
        }
    }

    private static int statusOf(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP answer: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private static Map<String, List<String>> headersOf(List<String> head) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /// One line without its end.
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int next = readByte();
        while (next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            next = readByte();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int readByte() throws IOException {
        if (!incoming.hasRemaining() && !fill()) {
            throw new EOFException("engine closed the connection");
        }
        return incoming.get();
    }

    /// At most `length` bytes, at least one; -1 at the end of the connection.
    int read(byte[] target, int offset, int length) throws IOException {
        if (!incoming.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, incoming.remaining());
        incoming.get(target, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        incoming.clear();
        int count = channel.read(incoming);
        incoming.flip();
        return count > 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a connection to the engine failed", e);
        }
    }
}
