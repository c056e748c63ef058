package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ByteStream;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.testkit.ScriptedWatch;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LongAnswersTest {
    private static final byte[] END = {};

    private static void line(WatchEvent event, ByteArrayOutputStream out) {
        long revision = ((WatchEvent.Bookmark) event).revision();
        out.writeBytes(("event " + revision + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static WatchEvent bookmark(long revision) {
        return new WatchEvent.Bookmark(revision, false);
    }

    private static ApiResponse watching(ScriptedWatch watch) {
        var type = new ApiResponse.Header("Content-Type", "application/json");
        return new ApiResponse.Watch(List.of(type), watch, LongAnswersTest::line);
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_watch_tells_each_event_as_it_comes_and_ends_cleanly(HttpClient.Version version)
            throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(version)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines = lines(answer.body())) {
                watch.says(bookmark(1));
                assertThat(lines.readLine()).isEqualTo("event 1");
                watch.says(bookmark(2));
                watch.says(bookmark(3));
                assertThat(lines.readLine()).isEqualTo("event 2");
                assertThat(lines.readLine()).isEqualTo("event 3");
                watch.ends();
                assertThat(lines.readLine()).isNull();
            }
            await().until(watch::isClosed);
            await().until(() -> cluster.frontend().openAnswers() == 0);
        }
    }

    @Test
    void over_http1_a_watch_comes_in_chunks_so_that_its_end_shows() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        watch.says(bookmark(1));
        watch.ends();
        try (var cluster = new TestCluster(_ -> watching(watch));
                Socket socket = RawHttp.connect(cluster)) {
            RawHttp.send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            List<String> lines = RawHttp.reader(socket).lines().toList();

            assertThat(lines).contains("Transfer-Encoding: chunked");
            assertThat(lines.subList(lines.indexOf(""), lines.size()))
                    .containsExactly("", "8", "event 1", "", "0", "");
        }
    }

    @Test
    void nothing_is_lost_or_repeated_under_a_flood() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        int count = 50_000;
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());
            Thread teller =
                    Thread.startVirtualThread(
                            () -> {
                                for (int revision = 1; revision <= count; revision++) {
                                    watch.says(bookmark(revision));
                                }
                                watch.ends();
                            });
            try (BufferedReader lines = lines(answer.body())) {
                for (int revision = 1; revision <= count; revision++) {
                    assertThat(lines.readLine()).isEqualTo("event " + revision);
                }
                assertThat(lines.readLine()).isNull();
            }
            teller.join();
        }
    }

    @Test
    void a_watch_whose_client_is_gone_is_closed() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        try (var cluster = new TestCluster(_ -> watching(watch));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());

            answer.body().close();

            await().until(watch::isClosed);
        }
    }

    @Test
    void a_watch_whose_http1_client_is_gone_is_closed_without_any_event() throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        try (var cluster = new TestCluster(_ -> watching(watch))) {
            try (Socket socket = RawHttp.connect(cluster)) {
                RawHttp.send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(RawHttp.reader(socket).readLine()).isEqualTo("HTTP/1.1 200 OK");
            }

            await().until(watch::isClosed);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_silent_watch_outlives_the_idle_timeout(HttpClient.Version version) throws Exception {
        ScriptedWatch watch = new ScriptedWatch();
        var settings =
                new FrontendSettings(
                        "127.0.0.1",
                        0,
                        CallLimits.STANDARD,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(5));
        try (var cluster = new TestCluster(_ -> watching(watch), settings);
                var client = cluster.client(version)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());

            await().during(Duration.ofMillis(900)).until(() -> !watch.isClosed());

            watch.says(bookmark(7));
            try (BufferedReader lines = lines(answer.body())) {
                assertThat(lines.readLine()).isEqualTo("event 7");
            }
        }
    }

    @Test
    void stopping_ends_open_watches_and_logs_cleanly() throws Exception {
        List<ScriptedWatch> watches = new CopyOnWriteArrayList<>();
        LineStream log = new LineStream();
        try (var cluster =
                        new TestCluster(
                                request ->
                                        request.path().equals("/log")
                                                ? streaming(log)
                                                : watching(added(watches)));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            List<InputStream> bodies = new ArrayList<>();
            for (String path : List.of("/a", "/b", "/log")) {
                bodies.add(
                        client.send(cluster.request(path).build(), BodyHandlers.ofInputStream())
                                .body());
            }
            assertThat(cluster.frontend().openAnswers()).isEqualTo(3);

            cluster.frontend().close();

            for (InputStream body : bodies) {
                assertThat(body.readAllBytes()).isEmpty();
            }
            assertThat(watches).allMatch(ScriptedWatch::isClosed);
        }
    }

    private static ScriptedWatch added(List<ScriptedWatch> watches) {
        ScriptedWatch watch = new ScriptedWatch();
        watches.add(watch);
        return watch;
    }

    private static ApiResponse streaming(LineStream log) {
        return new ApiResponse.Streaming(
                200, List.of(new ApiResponse.Header("Content-Type", "text/plain")), log);
    }

    @Test
    void streamed_bytes_arrive_when_the_source_pauses() throws Exception {
        LineStream log = new LineStream();
        try (var cluster = new TestCluster(_ -> streaming(log));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines = lines(answer.body())) {
                log.lines.add("one\n".getBytes(StandardCharsets.UTF_8));
                assertThat(lines.readLine()).isEqualTo("one");
                log.lines.add("two\n".getBytes(StandardCharsets.UTF_8));
                assertThat(lines.readLine()).isEqualTo("two");
                log.close();
                assertThat(lines.readLine()).isNull();
            }
        }
    }

    @Test
    void a_followed_log_whose_client_is_gone_is_closed() throws Exception {
        LineStream log = new LineStream();
        try (var cluster = new TestCluster(_ -> streaming(log));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());

            answer.body().close();

            await().until(() -> log.closed);
        }
    }

    /// A log that says what a test puts into it, until it is closed.
    private static final class LineStream implements ByteStream {
        private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        @Override
        public void copyTo(OutputStream out) throws java.io.IOException {
            try {
                for (byte[] line = lines.take(); line != END; line = lines.take()) {
                    out.write(line);
                    out.flush();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public void close() {
            closed = true;
            lines.add(END);
        }
    }
}
