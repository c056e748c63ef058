package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ByteStream;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.authentication.StaticTokens;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import dev.skiff.apiserver.pki.ServerTls;
import dev.skiff.client.UnreachableException;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.PresentedChain;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.testkit.ScriptedWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
    private final CertificateAuthority authority =
            CertificateAuthority.create("test-ca", InstantSource.system(), new SecureRandom());
    private final List<ApiRequest> seen = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private URI serve(ApiHandler handler) throws IOException {
        Identity server = authority.issue(CertificateSpec.server("s", List.of("127.0.0.1")));
        var authenticator =
                new RequestAuthenticator(
                        new ClientCertificates(
                                List.of(authority.certificate()), InstantSource.system()),
                        List.of(StaticTokens.of(Map.of("secret", UserInfo.authenticated("tina")))));
        HttpFrontend frontend =
                HttpFrontend.start(
                        FrontendSettings.listeningOn("127.0.0.1", 0),
                        new ServerTls(server, List.of(authority.certificate())),
                        authenticator,
                        request -> {
                            seen.add(request);
                            return handler.handle(request);
                        },
                        List.of());
        open.add(frontend);
        return URI.create("https://127.0.0.1:" + frontend.port());
    }

    private HttpTransport transport(URI server) {
        Identity ada = authority.issue(CertificateSpec.client("ada", "devs"));
        var transport =
                new HttpTransport(
                        ServerAccess.withCertificate(
                                server,
                                Pem.encode(authority.certificate()),
                                Pem.encode(ada.chain()),
                                Pem.encode(ada.key())));
        open.add(transport);
        return transport;
    }

    private static ApiRequest get(String path, Map<String, String> query) {
        return ApiRequest.get(path, query, UserInfo.ANONYMOUS);
    }

    @Test
    void a_call_arrives_as_it_was_made() throws Exception {
        HttpTransport transport =
                transport(
                        serve(
                                _ ->
                                        ApiResponse.json(
                                                201,
                                                "{\"a\":1}".getBytes(StandardCharsets.UTF_8))));
        var request =
                ApiRequest.send(
                        "POST",
                        "/api/v1/a b:c+%",
                        Map.of("fieldSelector", "a=b,c!=d e&f"),
                        "application/json",
                        new byte[] {1, 2, 3},
                        UserInfo.ANONYMOUS);

        ApiResponse answer = transport.send(request);

        assertThat(answer).isInstanceOf(ApiResponse.Full.class);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(((ApiResponse.Full) answer).body()).asString().isEqualTo("{\"a\":1}");
        assertThat(answer.headerMap()).containsEntry("content-type", "application/json");
        ApiRequest arrived = seen.getFirst();
        assertThat(arrived.path()).isEqualTo("/api/v1/a b:c+%");
        assertThat(arrived.query().firstOrEmpty("fieldSelector")).isEqualTo("a=b,c!=d e&f");
        assertThat(arrived.headers().firstOrEmpty("Content-Type")).isEqualTo("application/json");
        assertThat(arrived.body()).containsExactly(1, 2, 3);
        assertThat(arrived.user().name()).isEqualTo("ada");
        assertThat(arrived.user().groups()).containsExactly("devs", UserInfo.AUTHENTICATED_GROUP);
    }

    @Test
    void a_token_says_who_calls() throws Exception {
        URI server = serve(_ -> ApiResponse.text(200, "ok"));
        var transport =
                new HttpTransport(
                        ServerAccess.withToken(
                                server, Pem.encode(authority.certificate()), "secret"));
        open.add(transport);

        transport.send(get("/", Map.of()));

        assertThat(seen.getFirst().user()).isEqualTo(UserInfo.authenticated("tina"));
    }

    @Test
    void a_server_of_another_authority_is_not_talked_to() throws Exception {
        URI server = serve(_ -> ApiResponse.text(200, "ok"));
        var other =
                CertificateAuthority.create("other", InstantSource.system(), new SecureRandom());
        var transport =
                new HttpTransport(
                        ServerAccess.withToken(server, Pem.encode(other.certificate()), "secret"));
        open.add(transport);

        assertThatThrownBy(() -> transport.send(get("/", Map.of())))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("GET " + server + "/");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_closed_port_is_unreachable() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            URI nobody = URI.create("https://127.0.0.1:" + socket.getLocalPort());
            socket.close();

            assertThatThrownBy(() -> transport(nobody).send(get("/", Map.of())))
                    .isInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void the_chain_of_a_server_is_seen_before_it_is_trusted() throws Exception {
        URI server = serve(_ -> ApiResponse.text(200, "ok"));

        assertThat(PresentedChain.of(server)).contains(authority.certificate());
    }

    @Test
    void a_watch_tells_events_until_the_server_ends_it() throws Exception {
        ScriptedWatch script = new ScriptedWatch();
        HttpTransport transport =
                transport(
                        serve(
                                _ ->
                                        new ApiResponse.Watch(
                                                List.of(), script, HttpTransportTest::frame)));
        WatchStream stream = watch(transport);

        script.says(new WatchEvent.Added(pod("a", 7)));
        script.says(new WatchEvent.Deleted(pod("a", 9)));
        script.says(new WatchEvent.Bookmark(12, true));
        script.ends();

        List<WatchEvent> events = new ArrayList<>();
        await().until(
                        () -> {
                            stream.poll().ifPresent(events::add);
                            return stream.isEnded();
                        });
        assertThat(events).hasSize(3);
        assertThat(((WatchEvent.Added) events.get(0)).object().tree())
                .isEqualTo(pod("a", 7).tree());
        assertThat(((WatchEvent.Added) events.get(0)).object().revision()).isEqualTo(7);
        assertThat(events.get(1)).isInstanceOf(WatchEvent.Deleted.class);
        assertThat(events.get(2)).isEqualTo(new WatchEvent.Bookmark(12, true));
    }

    @Test
    void closing_a_watch_ends_it_on_both_sides() throws Exception {
        ScriptedWatch script = new ScriptedWatch();
        HttpTransport transport =
                transport(
                        serve(
                                _ ->
                                        new ApiResponse.Watch(
                                                List.of(), script, HttpTransportTest::frame)));
        WatchStream stream = watch(transport);

        stream.close();

        await().until(() -> script.isClosed() && stream.isEnded());
    }

    @Test
    void a_watch_ends_when_the_server_stops() throws Exception {
        ScriptedWatch script = new ScriptedWatch();
        URI server = serve(_ -> new ApiResponse.Watch(List.of(), script, HttpTransportTest::frame));
        WatchStream stream = watch(transport(server));

        open.getFirst().close();

        await().until(stream::isEnded);
    }

    @Test
    void a_watch_that_is_refused_is_an_answer() throws Exception {
        HttpTransport transport = transport(serve(_ -> ApiResponse.text(410, "gone")));

        ApiResponse answer = transport.send(get("/api/v1/pods", Map.of("watch", "true")));

        assertThat(answer).isInstanceOf(ApiResponse.Full.class);
        assertThat(answer.status()).isEqualTo(410);
    }

    @Test
    void logs_are_copied_as_they_come() throws Exception {
        HttpTransport transport =
                transport(serve(_ -> new ApiResponse.Streaming(200, List.of(), new TwoLines())));

        var answer =
                (ApiResponse.Streaming)
                        transport.send(get("/api/v1/namespaces/a/pods/b/log", Map.of()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.stream().copyTo(out);

        assertThat(out).hasToString("one\ntwo\n");
    }

    private static WatchStream watch(HttpTransport transport) {
        var answer =
                (ApiResponse.Watch) transport.send(get("/api/v1/pods", Map.of("watch", "true")));
        return answer.stream();
    }

    private static StoredObject pod(String name, long revision) {
        ObjectNode pod = Json.object();
        pod.put("kind", "Pod").put("apiVersion", "v1");
        pod.putObject("metadata").put("name", name).put("resourceVersion", Long.toString(revision));
        return StoredObject.ofWire(pod);
    }

    private static void frame(WatchEvent event, ByteArrayOutputStream out) {
        String text =
                switch (event) {
                    case WatchEvent.Added(var object) ->
                            "{\"type\":\"ADDED\",\"object\":" + object.tree() + "}\n";
                    case WatchEvent.Modified(var object) ->
                            "{\"type\":\"MODIFIED\",\"object\":" + object.tree() + "}\n";
                    case WatchEvent.Deleted(var object) ->
                            "{\"type\":\"DELETED\",\"object\":" + object.tree() + "}\n";
                    case WatchEvent.Bookmark(long revision, _) ->
                            "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\""
                                    + revision
                                    + "\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}\n";
                    case WatchEvent.Failed(var status) ->
                            "{\"type\":\"ERROR\",\"object\":" + status + "}\n";
                };
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class TwoLines implements ByteStream {
        @Override
        public void copyTo(OutputStream out) throws IOException {
            out.write("one\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write("two\n".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
