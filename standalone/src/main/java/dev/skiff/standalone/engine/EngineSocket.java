package dev.skiff.standalone.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The engine's socket, for the few questions that come before a client is worth its start.
record EngineSocket(Path path) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CHUNK_BYTES = 8 * 1024;

    sealed interface Answer {
        record Body(String text) implements Answer {}

        record Denied() implements Answer {}

        record Unreachable(String why) implements Answer {}
    }

    Answer ping() {
        return get("/_ping");
    }

    Answer get(String target) {
        if (!Files.exists(path)) {
            return new Answer.Unreachable("no socket at " + path);
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            String request = "GET " + target + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            String answer = readAll(channel);
            int bodyAt = answer.indexOf("\r\n\r\n");
            return bodyAt < 0
                    ? new Answer.Unreachable("no answer on " + path)
                    : new Answer.Body(answer.substring(bodyAt + 4));
        } catch (IOException e) {
            boolean denied = String.valueOf(e.getMessage()).contains("Permission denied");
            return denied
                    ? new Answer.Denied()
                    : new Answer.Unreachable(path + ": " + e.getMessage());
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            for (int read = 0; read >= 0; read = channel.read(chunk.clear())) {
                answer.write(chunk.array(), 0, read);
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
                }
                selector.selectedKeys().clear();
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
