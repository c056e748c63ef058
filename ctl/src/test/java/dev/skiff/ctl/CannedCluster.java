package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.status.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine;

/// Runs commands against canned answers and keeps what they ask and print. The clock stands at
/// the epoch; the namespace is `default`.
final class CannedCluster {
    private static final String CORE =
            """
            {"items":[{"metadata":{"name":""},"versions":[{"version":"v1","resources":[
              {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","singularResource":"configmap","shortNames":["cm"],"verbs":["get"]},
              {"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","singularResource":"event","shortNames":["ev"],"verbs":["get"]},
              {"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster","singularResource":"node","shortNames":["no"],"verbs":["get"]},
              {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","singularResource":"pod","shortNames":["po"],"categories":["all"],"verbs":["get"]},
              {"resource":"services","responseKind":{"kind":"Service"},"scope":"Namespaced","singularResource":"service","shortNames":["svc"],"verbs":["get"]}]}]}]}
            """;
    private static final String GROUPS =
            """
            {"items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
              {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","singularResource":"deployment","shortNames":["deploy"],"verbs":["get"]},
              {"resource":"replicasets","responseKind":{"kind":"ReplicaSet"},"scope":"Namespaced","singularResource":"replicaset","shortNames":["rs"],"verbs":["get"]}]}]}]}
            """;

    private final Path kubeconfig;
    private final Map<String, ApiResponse> answers = new LinkedHashMap<>();
    private final Map<String, List<WatchEvent>> watches = new LinkedHashMap<>();
    private final Map<String, Runnable> later = new LinkedHashMap<>();
    private final List<ApiRequest> asked = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    CannedCluster(Path directory) throws IOException {
        kubeconfig = directory.resolve("config");
        Files.writeString(
                kubeconfig,
                """
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:6443"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """);
        answer("GET /api", CORE);
        answer("GET /apis", GROUPS);
    }

    /// @param call method and path, for a further page with `?continue=…`
    void answer(String call, String body) {
        answers.put(call, ApiResponse.json(200, body.getBytes(StandardCharsets.UTF_8)));
    }

    void refuse(String call, int code, String reason, String message) {
        answers.put(call, ApiResponse.json(code, Status.failure(code, reason, message).toJson()));
    }

    /// Refuses a call from the first request of a method on.
    void refuseAfter(String method, String call, int code, String reason, String message) {
        later.put(method, () -> refuse(call, code, reason, message));
    }

    /// A watch of `path` that brings these events, and no more.
    void watch(String path, WatchEvent... events) {
        watches.put(path, List.of(events));
    }

    void typed(String standardInput) {
        input = standardInput;
    }

    /// @return the exit code
    int run(String... arguments) {
        ClusterCommands.Terminal terminal =
                new ClusterCommands.Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> Instant.EPOCH);
        CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("skiff"));
        Map<String, String> environment = Map.of("KUBECONFIG", kubeconfig.toString(), "TZ", "UTC");
        ClusterCommands.all(environment, _ -> this::answerTo, terminal)
                .forEach(root::addSubcommand);
        root.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        return root.execute(arguments);
    }

    /// As [#run], of one line of words; blanks within a word are written `~`.
    int runLine(String line) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace('~', ' ');
        }
        return run(words);
    }

    private ApiResponse answerTo(ApiRequest request) {
        asked.add(request);
        Optional.ofNullable(later.remove(request.method())).ifPresent(Runnable::run);
        String page = request.query().first("continue").map(next -> "?continue=" + next).orElse("");
        String call = request.method() + " " + request.path() + page;
        List<WatchEvent> events = watches.get(request.path());
        if (events != null && request.query().first("watch").isPresent()) {
            return new ApiResponse.Watch(
                    List.of(),
                    new Waiting(events),
                    (event, out) ->
                            out.writeBytes(event.toString().getBytes(StandardCharsets.UTF_8)));
        }
        ApiResponse answer = answers.get(call);
        if (answer == null) {
            throw new IllegalStateException("unexpected call " + call);
        }
        return answer;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// Every request but discovery, as method and path with query.
    List<String> calls() {
        return asked.stream()
                .filter(request -> !request.path().matches("/apis?"))
                .map(request -> request.method() + " " + request.path() + queryOf(request))
                .toList();
    }

    private static String queryOf(ApiRequest request) {
        List<String> pairs = new ArrayList<>();
        for (String name : List.of("labelSelector", "fieldSelector", "dryRun")) {
            request.query().all(name).forEach(value -> pairs.add(name + "=" + value));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    ApiRequest lastRequest() {
        return asked.getLast();
    }

    JsonNode lastBody() {
        return Json.readOwn(asked.getLast().body());
    }

    /// Events that are there, then silence.
    private static final class Waiting implements WatchStream {
        private final Deque<WatchEvent> events;

        Waiting(List<WatchEvent> events) {
            this.events = new ArrayDeque<>(events);
        }

        @Override
        public Optional<WatchEvent> poll() {
            return Optional.ofNullable(events.poll());
        }

        @Override
        public void onAvailable(Runnable signal) {
            signal.run();
        }

        @Override
        public boolean isEnded() {
            return false;
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
