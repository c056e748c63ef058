package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontendTest {
    private final List<ApiRequest> seen = new CopyOnWriteArrayList<>();

    private ApiResponse remember(ApiRequest request) {
        seen.add(request);
        return ApiResponse.json(200, "{\"ok\":true}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_call_reaches_the_handler_and_its_answer_the_client(HttpClient.Version version)
            throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(version)) {
            var sent =
                    cluster.request("/api/v1/pods")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"a\":1}"))
                            .build();

            var answer = client.send(sent, BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"ok\":true}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, private");
            assertThat(seen.getLast().method()).isEqualTo("POST");
            assertThat(seen.getLast().path()).isEqualTo("/api/v1/pods");
            assertThat(seen.getLast().headers().firstOrEmpty("content-type"))
                    .isEqualTo("application/json");
            assertThat(new String(seen.getLast().body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/b+c                | /a/b+c  | {}",
                "/a/b%20c%2Fd%2B       | /a/b c/d+ | {}",
                "/a?x=1&x=2&y=a+b%3D   | /a      | {x=[1, 2], y=[a b=]}",
                "/a?watch              | /a      | {watch=[]}",
                "/a?x=1&bad=%2Gz&&y=   | /a      | {x=[1], y=[]}",
                "/api/v1/../secret     | /api/v1/../secret | {}",
            })
    void paths_and_queries_are_decoded_once(String target, String path, String query)
            throws Exception {
        try (var cluster = new TestCluster(this::remember)) {
            int status = RawHttp.get(cluster, target).status();

            assertThat(status).isEqualTo(200);
            assertThat(seen.getLast().path()).isEqualTo(path);
            assertThat(seen.getLast().query().toString()).isEqualTo(query);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void an_answer_may_have_many_headers(HttpClient.Version version) throws Exception {
        List<ApiResponse.Header> many =
                IntStream.range(0, 400)
                        .mapToObj(i -> new ApiResponse.Header("Warning", "299 - \"a" + i + "\""))
                        .toList();
        try (var cluster = new TestCluster(_ -> new ApiResponse.Full(200, many, new byte[] {1}));
                var client = cluster.client(version)) {
            var answer = client.send(cluster.request("/").build(), BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Warning")).hasSize(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.example:1", "10.1.2.3", "bytes=0-"})
    void a_client_may_know_the_server_by_any_name(String host) throws Exception {
        try (var cluster = new TestCluster(this::remember);
                Socket socket = RawHttp.connect(cluster)) {
            RawHttp.send(socket, "GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

            assertThat(RawHttp.reader(socket).readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /a HTTP/1.1~Host: a~x | 400 Bad Request",
                "GET /a HTTP/1.1 | 400 Bad Request",
                "GET /a HTTP/1.1~Accept: application/json~Host: a~Host: b | 400 Bad Request",
                "GET /a HTTP/9.9~Host: a | 505 HTTP Version Not Supported"
            })
    void what_is_not_http_is_answered_in_a_line_of_text(String head, String answer)
            throws Exception {
        try (var cluster = new TestCluster(this::remember);
                Socket socket = RawHttp.connect(cluster)) {
            RawHttp.send(socket, head.replace("~", "\r\n") + "\r\n\r\n");

            List<String> lines = RawHttp.reader(socket).lines().toList();

            assertThat(lines).startsWith("HTTP/1.1 " + answer).endsWith("", answer);
            assertThat(lines).contains("Content-Type: text/plain; charset=utf-8");
        }
    }

    @Test
    void a_client_certificate_says_who_calls() throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client =
                        cluster.client(
                                HttpClient.Version.HTTP_2,
                                Optional.of(cluster.issue("ada", "system:masters", "devs")))) {
            client.send(cluster.request("/").build(), BodyHandlers.discarding());

            assertThat(seen.getLast().user().name()).isEqualTo("ada");
            assertThat(seen.getLast().user().groups())
                    .containsExactly("system:masters", "devs", "system:authenticated");
        }
    }

    @Test
    void a_certificate_of_a_stranger_is_answered_401() throws Exception {
        Identity stranger =
                TestCluster.newAuthority().issue(CertificateSpec.client("eve", "system:masters"));
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(HttpClient.Version.HTTP_2, Optional.of(stranger))) {
            var answer = client.send(cluster.request("/version").build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"reason\":\"Unauthorized\"");
            assertThat(seen).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_connection_is_still_good_after_a_refusal(HttpClient.Version version) throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(version)) {
            var call =
                    cluster.request("/")
                            .header("Authorization", "Bearer nonsense")
                            .POST(BodyPublishers.ofByteArray(new byte[200_000]))
                            .build();

            for (int i = 0; i < 20; i++) {
                var answer = client.send(call, BodyHandlers.discarding());

                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Connection")).isEmpty();
            }
        }
    }

    @Test
    void a_connection_ends_after_a_refusal_that_leaves_most_of_a_body_unread() throws Exception {
        try (var cluster = new TestCluster(this::remember);
                Socket socket = RawHttp.connect(cluster)) {
            RawHttp.send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer nonsense\r\n"
                            + "Content-Length: 1000000000\r\n\r\n"
                            + "x".repeat(16 * 1024 * 1024 + 1));

            List<String> head =
                    RawHttp.reader(socket).lines().takeWhile(line -> !line.isEmpty()).toList();

            assertThat(head).startsWith("HTTP/1.1 401 Unauthorized").contains("Connection: close");
        }
    }

    @Test
    void nobody_known_is_anonymous() throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            client.send(cluster.request("/").build(), BodyHandlers.discarding());

            assertThat(seen.getLast().user()).isEqualTo(UserInfo.ANONYMOUS);
        }
    }

    @Test
    void an_unknown_token_is_answered_401_and_a_known_one_is_its_user() throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var bad = cluster.request("/").header("Authorization", "Bearer nonsense").build();
            var good = cluster.request("/").header("Authorization", "Bearer good-token").build();

            assertThat(client.send(bad, BodyHandlers.ofString()).body())
                    .isEqualTo(
                            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                                    + "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}");
            assertThat(client.send(good, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(seen.getLast().user()).isEqualTo(UserInfo.authenticated("tina", "testers"));
        }
    }

    @Test
    void a_body_over_the_limit_is_answered_413() throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            var sent =
                    cluster.request("/")
                            .POST(BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024 + 1]))
                            .build();

            var answer = client.send(sent, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("Request entity too large: limit is 3145728");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void head_is_answered_without_a_body(HttpClient.Version version) throws Exception {
        try (var cluster = new TestCluster(this::remember);
                var client = cluster.client(version)) {
            var head = cluster.request("/").HEAD().build();

            HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Length")).hasValue("11");
            assertThat(answer.body()).isEmpty();
            assertThat(client.send(cluster.request("/").build(), BodyHandlers.ofString()).body())
                    .as("the connection is still good")
                    .isEqualTo("{\"ok\":true}");
        }
    }

    @ParameterizedTest
    @CsvSource({"200000, gzip, true", "200000, identity, false", "1000, gzip, false"})
    void large_bodies_are_compressed_for_those_who_accept_it(
            int size, String accepted, boolean compressed) throws Exception {
        byte[] body = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        try (var cluster = new TestCluster(_ -> ApiResponse.json(200, body));
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var sent = cluster.request("/").header("Accept-Encoding", accepted).build();

            var answer = client.send(sent, BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding").isPresent())
                    .isEqualTo(compressed);
            InputStream raw = new ByteArrayInputStream(answer.body());
            try (InputStream plain = compressed ? new GZIPInputStream(raw) : raw) {
                assertThat(plain.readAllBytes()).isEqualTo(body);
            }
        }
    }

    @Test
    void calls_beyond_the_bound_are_told_to_come_again_and_writes_have_their_own_bound()
            throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        var settings =
                FrontendSettings.listeningOn("127.0.0.1", 0)
                        .withLimits(new CallLimits(1, 1, 1, Duration.ofMillis(50), 1024));
        try (var cluster =
                        new TestCluster(request -> holdReads(request, entered, leave), settings);
                var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var held = client.sendAsync(cluster.request("/").build(), BodyHandlers.ofString());
            entered.await();

            var refused = client.send(cluster.request("/").build(), BodyHandlers.ofString());
            var write = cluster.request("/").DELETE().build();

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).contains("\"reason\":\"TooManyRequests\"");
            assertThat(client.send(write, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            leave.countDown();
            assertThat(held.get().statusCode()).isEqualTo(200);
            assertThat(
                            client.send(cluster.request("/").build(), BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    private static ApiResponse holdReads(
            ApiRequest request, CountDownLatch entered, CountDownLatch leave) {
        if (request.method().equals("GET")) {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
        return ApiResponse.text(200, "ok");
    }

    @Test
    void a_call_that_does_not_end_is_cut_off_when_the_frontend_stops() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        var settings =
                FrontendSettings.listeningOn("127.0.0.1", 0).withStopTimeout(Duration.ofMillis(10));
        var cluster =
                new TestCluster(
                        request -> holdReads(request, entered, new CountDownLatch(1)), settings);
        try (var client = cluster.client(HttpClient.Version.HTTP_2)) {
            var held = client.sendAsync(cluster.request("/").build(), BodyHandlers.ofString());
            entered.await();

            cluster.close();

            assertThat(held)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void a_port_that_is_taken_is_reported() throws Exception {
        try (var cluster = new TestCluster(this::remember)) {
            var settings = FrontendSettings.listeningOn("127.0.0.1", cluster.frontend().port());

            assertThatThrownBy(() -> new TestCluster(this::remember, settings))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("Address already in use");
        }
    }
}
