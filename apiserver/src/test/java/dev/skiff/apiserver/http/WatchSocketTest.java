package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.testkit.ScriptedWatch;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchSocketTest {
    private static final int PATIENCE_SECONDS = 20;

    private static void line(WatchEvent event, ByteArrayOutputStream out) {
        long revision = ((WatchEvent.Bookmark) event).revision();
        out.writeBytes(("event " + revision + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ApiResponse watching(ScriptedWatch watch) {
        return new ApiResponse.Watch(List.of(), watch, WatchSocketTest::line);
    }

    private static WatchEvent bookmark(long revision) {
        return new WatchEvent.Bookmark(revision, false);
    }

    /// Collects whole messages.
    private static final class Client implements WebSocket.Listener {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final CompletableFuture<String> pong = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                messages.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            pong.complete(StandardCharsets.UTF_8.decode(payload).toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }
    }

    private static WebSocket open(TestCluster cluster, HttpClient client, Client listener)
            throws Exception {
        return client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + cluster.frontend().port() + "/pods"),
                        listener)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void each_event_is_a_message_and_the_end_of_the_watch_closes() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        Client listener = new Client();
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            WebSocket socket = open(cluster, client, listener);
            watch.says(bookmark(1));
            watch.says(bookmark(2));
            await().until(() -> listener.messages.equals(List.of("event 1\n", "event 2\n")));

            watch.ends();

            assertThat(listener.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(WebSocket.NORMAL_CLOSURE);
            socket.abort();
            await().until(watch::isClosed);
            await().until(() -> cluster.frontend().openAnswers() == 0);
        }
    }

    @Test
    void a_query_need_not_be_well_formed() throws Exception {
        try (var cluster = new TestCluster(_ -> watching(new ScriptedWatch()));
                Socket socket = RawHttp.connect(cluster)) {
            RawHttp.send(
                    socket,
                    "GET /pods?% HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

            assertThat(RawHttp.reader(socket).readLine())
                    .isEqualTo("HTTP/1.1 101 Switching Protocols");
        }
    }

    @Test
    void a_ping_is_answered_and_a_client_that_leaves_ends_the_watch() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        Client listener = new Client();
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            WebSocket socket = open(cluster, client, listener);

            var _ = socket.sendPing(ByteBuffer.wrap("there?".getBytes(StandardCharsets.UTF_8)));
            assertThat(listener.pong.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there?");

            socket.abort();
            await().until(watch::isClosed);
        }
    }

    @Test
    void a_stop_of_the_server_ends_it_within_the_usual_time() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        Client listener = new Client();
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            open(cluster, client, listener);
            watch.says(bookmark(7));

            cluster.frontend().close();

            assertThat(listener.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(WebSocket.NORMAL_CLOSURE);
            assertThat(listener.messages).containsExactly("event 7\n");
        }
    }

    @Test
    void a_watch_that_cannot_be_written_closes_the_connection() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        Client listener = new Client();
        ApiResponse broken =
                new ApiResponse.Watch(
                        List.of(),
                        watch,
                        (_, _) -> {
                            throw new IllegalStateException("unspeakable");
                        });
        try (var cluster = new TestCluster(_ -> broken);
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            open(cluster, client, listener);
            watch.says(bookmark(1));

            await().until(watch::isClosed);
            await().until(() -> cluster.frontend().openAnswers() == 0);
        }
    }

    @Test
    void a_handshake_that_is_none_leaves_no_watch_open() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        try (var cluster = new TestCluster(_ -> watching(watch));
                Socket socket =
                        cluster.clientTls(Optional.empty())
                                .getSocketFactory()
                                .createSocket("127.0.0.1", cluster.frontend().port())) {
            socket.getOutputStream()
                    .write(
                            ("GET /pods HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(
                            new String(
                                    socket.getInputStream().readNBytes(12),
                                    StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 ")
                    .doesNotEndWith("101");
            await().until(watch::isClosed);
        }
    }

    @Test
    void a_refusal_is_an_ordinary_answer() throws Exception {
        try (var cluster = new TestCluster(_ -> ApiResponse.text(410, "gone"));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            var opening =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "wss://127.0.0.1:"
                                                    + cluster.frontend().port()
                                                    + "/pods"),
                                    new Client());

            assertThat(opening)
                    .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .asInstanceOf(type(WebSocketHandshakeException.class))
                    .extracting(refusal -> refusal.getResponse().statusCode())
                    .isEqualTo(410);
        }
    }
}
