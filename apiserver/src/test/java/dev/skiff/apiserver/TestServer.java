package dev.skiff.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.apiserver.pki.TokenKey;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.tunnel.NodeTunnel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// An API server on a store in memory, at a time the test chooses, and what a client needs to talk
/// to it.
public final class TestServer implements InstantSource, AutoCloseable {
    public static final UserInfo ADMIN = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);

    /// A kind that nothing acts on, as far as this server was told.
    public static final Kind UNATTENDED = Kinds.CONTROLLER_REVISION;

    private static final TokenKey TOKEN_KEY = TokenKey.generate(new SecureRandom());

    private final MemoryStore store;
    private final RacingStore racing;
    private final ApiServer server;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /// What came back.
    ///
    /// @param body empty object when it is not JSON
    public record Answer(int status, Map<String, List<String>> headers, JsonNode body) {
        public String text(String pointer) {
            return body.at(pointer).asText();
        }

        public String message() {
            return body.path("message").asText();
        }

        public List<String> warnings() {
            return headers.getOrDefault("Warning", List.of());
        }
    }

    public TestServer() {
        this(new MemoryStore(), NodeTunnel.NONE);
    }

    public TestServer(NodeTunnel tunnel) {
        this(new MemoryStore(), tunnel);
    }

    private TestServer(MemoryStore store, NodeTunnel tunnel) {
        this.store = store;
        this.racing = new RacingStore(store);
        server =
                new ApiServer(
                        ApiServerSettings.standard()
                                .withTunnel(tunnel)
                                .withTokens(TOKEN_KEY)
                                .withUnattended(List.of(UNATTENDED)),
                        racing,
                        this,
                        new SplittableRandom(1),
                        List.of());
        server.start();
    }

    /// On a store that has forgotten its first revisions.
    public static TestServer onUsedStore() {
        MemoryStore used = new MemoryStore();
        used.create("/elsewhere/a", new byte[1]);
        used.create("/elsewhere/b", new byte[1]);
        used.compact(used.revision());
        return new TestServer(used, NodeTunnel.NONE);
    }

    /// Runs right before the next update reaches the store.
    public void raceOnce(Runnable rival) {
        racing.raceOnce(rival);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration duration) {
        now = now.plus(duration);
        server.step();
    }

    public MemoryStore store() {
        return store;
    }

    public ApiServer server() {
        return server;
    }

    /// Sends a call as an administrator; a path may carry a query. Body text may use single quotes.
    public Answer send(String method, String pathAndQuery, String body) {
        return send(method, pathAndQuery, Map.of(), body);
    }

    public Answer send(
            String method, String pathAndQuery, Map<String, String> headers, String body) {
        return answer(server.handle(request(method, pathAndQuery, headers, body)));
    }

    public Answer get(String pathAndQuery) {
        return send("GET", pathAndQuery, "");
    }

    public Answer post(String pathAndQuery, String body) {
        return send("POST", pathAndQuery, body);
    }

    public Answer put(String pathAndQuery, String body) {
        return send("PUT", pathAndQuery, body);
    }

    public Answer delete(String pathAndQuery, String body) {
        return send("DELETE", pathAndQuery, body);
    }

    /// Sends a merge patch.
    public Answer patch(String pathAndQuery, String body) {
        return send(
                "PATCH",
                pathAndQuery,
                Map.of("Content-Type", "application/merge-patch+json"),
                body);
    }

    /// Begins a watch, which must be possible.
    public ApiResponse.Watch watch(String pathAndQuery) {
        return (ApiResponse.Watch) server.handle(request("GET", pathAndQuery, Map.of(), ""));
    }

    /// The frames that a watch has now.
    public static List<JsonNode> frames(ApiResponse.Watch watch) {
        List<JsonNode> frames = new ArrayList<>();
        for (Optional<WatchEvent> event = watch.stream().poll();
                event.isPresent();
                event = watch.stream().poll()) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            watch.encoder().encode(event.get(), frame);
            frames.add(parse(frame.toByteArray()));
        }
        return frames;
    }

    /// The frames that a watch has now, as `ADDED name`.
    public static List<String> events(ApiResponse.Watch watch) {
        return frames(watch).stream()
                .map(f -> f.path("type").asText() + " " + f.at("/object/metadata/name").asText())
                .map(String::strip)
                .toList();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }

    public static ApiRequest request(
            String method, String pathAndQuery, Map<String, String> headers, String body) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String pair : pathAndQuery.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
                        .add(pair.substring(equals + 1));
            }
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new ApiRequest(
                method,
                path,
                Parameters.query(query),
                Parameters.headers(lists),
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                ADMIN);
    }

    public static Answer answer(ApiResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.headers()
                .forEach(
                        h ->
                                headers.computeIfAbsent(h.name(), _ -> new ArrayList<>())
                                        .add(h.value()));
        boolean isJson =
                response instanceof ApiResponse.Full
                        && headers.getOrDefault("Content-Type", List.of()).stream()
                                .anyMatch(type -> type.contains("json"));
        JsonNode body = isJson ? parse(((ApiResponse.Full) response).body()) : Json.object();
        return new Answer(response.status(), headers, body);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
