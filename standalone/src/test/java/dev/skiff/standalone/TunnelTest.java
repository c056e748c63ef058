package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ByteStream;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.tunnel.Frame;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import dev.skiff.apiserver.pki.ServerTls;
import dev.skiff.apiserver.tunnel.NodeDirectory;
import dev.skiff.apiserver.tunnel.stream.TunnelServer;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.client.stream.TunnelClient;
import dev.skiff.testkit.AnswerText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private static final Duration ABSENCE = Duration.ofSeconds(2);

    private final CertificateAuthority authority =
            CertificateAuthority.create("test-ca", InstantSource.system(), new SecureRandom());
    private final NodeDirectory nodes = new NodeDirectory();
    private final TunnelServer tunnels = new TunnelServer(nodes, ABSENCE);
    private final List<AutoCloseable> open = new ArrayList<>();
    private CutProxy proxy;

    @BeforeEach
    void serve() throws IOException {
        Identity server = authority.issue(CertificateSpec.server("s", List.of("127.0.0.1")));
        List<X509Certificate> authorities = List.of(authority.certificate());
        HttpFrontend frontend =
                HttpFrontend.start(
                        FrontendSettings.listeningOn("127.0.0.1", 0),
                        new ServerTls(server, authorities),
                        new RequestAuthenticator(
                                new ClientCertificates(authorities, InstantSource.system()),
                                List.of()),
                        _ -> ApiResponse.text(404, "nothing here"),
                        List.of(tunnels.upgradePoint()));
        open.add(frontend);
        open.add(tunnels::close);
        proxy = new CutProxy(frontend.port());
        open.add(proxy);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private TunnelClient connect(ApiHandler node) {
        TunnelClient client =
                connectAs(CertificateSpec.client("system:node:one", UserInfo.NODES_GROUP), node);
        await().until(() -> nodes.toNode("one").isPresent());
        return client;
    }

    private TunnelClient connectAs(CertificateSpec who, ApiHandler node) {
        Identity identity = authority.issue(who);
        ServerAccess access =
                ServerAccess.withCertificate(
                        URI.create("https://127.0.0.1:" + proxy.port()),
                        Pem.encode(authority.certificate()),
                        Pem.encode(identity.chain()),
                        Pem.encode(identity.key()));
        TunnelClient client = TunnelClient.start(access, node, new SecureRandom());
        open.add(client);
        return client;
    }

    private ApiResponse call(String path, Map<String, String> query) {
        return nodes.toNode("one")
                .orElseThrow()
                .handle(ApiRequest.get(path, query, UserInfo.ANONYMOUS));
    }

    @Test
    void a_call_reaches_the_node_and_its_answer_the_server() throws Exception {
        connect(request -> ApiResponse.text(200, request.path() + " " + request.query()));

        ApiResponse answer = call("/containerLogs/a/b c/d", Map.of("follow", "true"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headerMap()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(AnswerText.of(answer)).isEqualTo("/containerLogs/a/b c/d {follow=[true]}");
    }

    @Test
    void what_a_node_refuses_comes_as_a_whole() throws Exception {
        connect(_ -> ApiResponse.text(400, "no such container"));

        ApiResponse answer = call("/x", Map.of());

        assertThat(answer).isInstanceOf(ApiResponse.Full.class);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(AnswerText.of(answer)).isEqualTo("no such container");
    }

    @Test
    void many_calls_go_on_at_once() throws Exception {
        connect(request -> ApiResponse.text(200, "x".repeat(100_000) + request.path()));
        List<ApiResponse> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(call("/" + i, Map.of()));
        }

        for (int i = 49; i >= 0; i--) {
            assertThat(AnswerText.of(answers.get(i)))
                    .hasSize(100_000 + 1 + String.valueOf(i).length());
        }
    }

    @Test
    void a_slow_reader_holds_the_node_back() throws Exception {
        AtomicLong produced = new AtomicLong();
        connect(_ -> streaming(out -> produce(out, produced, 5_000_000)));
        var answer = (ApiResponse.Streaming) call("/log", Map.of());

        await().until(() -> produced.get() > Frame.WINDOW_BYTES / 2);
        long stuckAt = produced.get();
        await().during(Duration.ofMillis(300)).until(() -> produced.get() == stuckAt);

        assertThat(stuckAt).isLessThanOrEqualTo(Frame.WINDOW_BYTES);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        answer.stream().copyTo(all);
        assertThat(all.size()).isEqualTo(5_000_000);
    }

    @Test
    void a_followed_log_goes_on_over_the_next_connection_without_gap_or_repeat() throws Exception {
        byte[] all = new byte[2_000_000];
        new Random(7).nextBytes(all);
        connect(_ -> streaming(out -> writeSlowly(out, all)));
        var answer = (ApiResponse.Streaming) call("/log", Map.of("follow", "true"));

        ByteArrayOutputStream got = new ByteArrayOutputStream();
        OutputStream cutting = new CuttingOutput(got, 300_000);
        answer.stream().copyTo(cutting);

        assertThat(Arrays.equals(got.toByteArray(), all)).isTrue();
    }

    /// Cuts the connection each time another so many bytes have come.
    private final class CuttingOutput extends OutputStream {
        private final ByteArrayOutputStream target;
        private final int every;
        private int nextCut;

        CuttingOutput(ByteArrayOutputStream target, int every) {
            this.target = target;
            this.every = every;
            this.nextCut = every;
        }

        @Override
        public void write(int b) {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target.write(bytes, from, length);
            if (target.size() >= nextCut) {
                nextCut += every;
                proxy.cut();
            }
        }
    }

    @Test
    void calls_made_while_the_connection_is_away_wait_for_the_next() throws Exception {
        connect(_ -> ApiResponse.text(200, "here"));
        proxy.cut();

        assertThat(AnswerText.of(call("/x", Map.of()))).isEqualTo("here");
    }

    @Test
    void what_is_no_longer_wanted_is_ended_at_the_node() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        CountDownLatch end = new CountDownLatch(1);
        connect(
                _ ->
                        streaming(
                                _ -> waitFor(end),
                                () -> {
                                    closed.set(true);
                                    end.countDown();
                                }));
        var answer = (ApiResponse.Streaming) call("/log", Map.of());

        answer.stream().close();

        await().untilTrue(closed);
    }

    @Test
    void an_agent_that_stays_away_is_forgotten_and_its_answers_break() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        TunnelClient client = connect(_ -> streaming(_ -> waitFor(end)));
        var answer = (ApiResponse.Streaming) call("/log", Map.of());

        client.close();

        assertThatThrownBy(() -> answer.stream().copyTo(OutputStream.nullOutputStream()))
                .hasMessage("node one is not connected");
        await().until(() -> nodes.toNode("one").isEmpty());
        end.countDown();
    }

    @Test
    void only_nodes_may_open_a_tunnel() {
        connectAs(
                CertificateSpec.client("ada", UserInfo.MASTERS_GROUP),
                _ -> ApiResponse.text(200, ""));

        await().during(Duration.ofMillis(500)).until(() -> nodes.toNode("ada").isEmpty());
    }

    private interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    private static ApiResponse streaming(Source source) {
        return streaming(source, () -> {});
    }

    private static ApiResponse streaming(Source source, Runnable onClose) {
        ByteStream stream =
                new ByteStream() {
                    @Override
                    public void copyTo(OutputStream out) throws IOException {
                        source.writeTo(out);
                    }

                    @Override
                    public void close() {
                        onClose.run();
                    }
                };
        return new ApiResponse.Streaming(200, List.of(), stream);
    }

    private static void produce(OutputStream out, AtomicLong produced, int total)
            throws IOException {
        byte[] chunk = new byte[1000];
        while (produced.get() < total) {
            out.write(chunk);
            produced.addAndGet(chunk.length);
        }
    }

    private static void writeSlowly(OutputStream out, byte[] all) throws IOException {
        for (int at = 0; at < all.length; at += 777) {
            out.write(all, at, Math.min(777, all.length - at));
        }
    }

    private static void waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
