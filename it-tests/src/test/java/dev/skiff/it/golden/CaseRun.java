package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.it.golden.GoldenServer.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// One case against the server, in a namespace of its own.
final class CaseRun {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Duration SURPLUS = Duration.ofMillis(250);
    private static final Duration WATCH_SLACK = Duration.ofSeconds(20);
    private static final List<String> RECORDED_HEADERS =
            List.of("allow", "content-type", "location", "retry-after", "www-authenticate");

    private final GoldenServer server;
    private final GoldenCase golden;
    private final String namespace;
    private final Variables variables;
    private final Normaliser normaliser;
    private final List<String> differences = new ArrayList<>();

    /// @param tag makes the names of this run unique
    CaseRun(GoldenServer server, GoldenCase golden, String tag) {
        this.server = server;
        this.golden = golden;
        this.namespace = golden.name() + "-" + tag;
        this.variables = new Variables(namespace, tag);
        this.normaliser = new Normaliser(new Placeholders(namespace, tag, Sent.of(golden.steps())));
    }

    /// Where the answers differ from what was recorded.
    List<String> differences() throws IOException, InterruptedException {
        if (golden.usesNamespace()) {
            prepareNamespace();
        }
        for (Step step : golden.steps()) {
            run(step);
        }
        for (String path : golden.cleanup()) {
            send("DELETE", variables.fill(path), "{\"gracePeriodSeconds\":0}");
        }
        return List.copyOf(differences);
    }

    private void prepareNamespace() throws IOException, InterruptedException {
        ObjectNode object = Json.object();
        ObjectNode metadata = object.putObject("metadata").put("name", namespace);
        if (golden.namespaceLabels().isObject()) {
            metadata.set("labels", golden.namespaceLabels());
        }
        send("POST", "/api/v1/namespaces", object.toString());
        send(
                "POST",
                "/api/v1/namespaces/%s/serviceaccounts".formatted(namespace),
                "{\"metadata\":{\"name\":\"default\"}}");
    }

    private void send(String method, String path, String body)
            throws IOException, InterruptedException {
        server.send(new Call(method, path, JSON, body, "admin"));
    }

    private void run(Step step) throws IOException, InterruptedException {
        if (step.settle().isPositive()) {
            Awaitility.await().pollDelay(step.settle()).until(() -> true);
        }
        ObjectNode answer = step.isWatch() ? watch(step) : call(step);
        for (String difference : Differences.between(step.expected(), answer)) {
            differences.add("step " + step.id() + " " + difference);
        }
    }

    private ObjectNode call(Step step) throws IOException, InterruptedException {
        Call call = variables.call(step);
        Reply reply =
                step.waits()
                        ? Awaitility.await()
                                .atMost(step.untilLimit())
                                .until(
                                        () -> server.send(call),
                                        last -> isReached(step.until(), last))
                        : server.send(call);
        JsonNode body = reply.json();
        step.captures().forEach((name, place) -> variables.set(name, JsonPlaces.find(body, place)));
        return answer(step, reply.status(), reply.headers(), body);
    }

    private static boolean isReached(JsonNode until, Reply reply) {
        return until.properties().stream()
                .allMatch(
                        wanted ->
                                wanted.getKey().equals("status")
                                        ? wanted.getValue().asInt() == reply.status()
                                        : JsonPlaces.find(reply.json(), wanted.getKey())
                                                .equals(wanted.getValue()));
    }

    private ObjectNode watch(Step step) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = server.open(variables.call(step));
        if (response.statusCode() != 200) {
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            return answer(
                    step, response.statusCode(), GoldenServer.headers(response), Reply.json(body));
        }
        ObjectNode answer = head(200, GoldenServer.headers(response));
        try (WatchLines lines = new WatchLines(response.body())) {
            lines.await(step.eventsBefore(), WATCH_SLACK);
            for (Step inner : step.during()) {
                run(inner);
            }
            if (step.watchesToEnd()) {
                lines.await(Integer.MAX_VALUE, step.watchLimit().plus(WATCH_SLACK));
                answer.put("closedByServer", lines.hasEnded());
            } else {
                lines.await(step.expectedEvents(), WATCH_SLACK);
                lines.await(Integer.MAX_VALUE, SURPLUS);
            }
            events(step, lines.lines(), answer);
        }
        return answer;
    }

    private void events(Step step, List<String> lines, ObjectNode answer) {
        var events = answer.putArray("events");
        for (String line : lines) {
            JsonNode event = Reply.json(line);
            if (!isPlainBookmark(event)) {
                Shaping.apply(event, step);
                events.add(normaliser.event(event));
            }
        }
    }

    /// One that the server sends at its leisure, not the one that ends the initial events.
    private static boolean isPlainBookmark(JsonNode event) {
        return event.path("type").asText().equals("BOOKMARK")
                && event.at("/object/metadata/annotations").isEmpty();
    }

    private ObjectNode answer(
            Step step, int status, Map<String, List<String>> headers, JsonNode body) {
        ObjectNode answer = head(status, headers);
        if (!step.comparesHeadOnly()) {
            Shaping.apply(body, step);
            answer.set("body", normaliser.value(body));
        }
        return answer;
    }

    private ObjectNode head(int status, Map<String, List<String>> headers) {
        ObjectNode answer = Json.object().put("status", status);
        ObjectNode kept = answer.putObject("headers");
        for (String name : RECORDED_HEADERS) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                kept.put(name, normaliser.text(values.getLast()));
            }
        }
        for (String warning : headers.getOrDefault("warning", List.of())) {
            kept.withArrayProperty("warning").add(normaliser.text(warning));
        }
        return answer;
    }
}
