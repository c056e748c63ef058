package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Requests of the recorded conversations that Kubernetes accepted.
final class Recorded {
    private static final Path CASES = Path.of("src/test/resources/golden/cases");
    private static final String NAMESPACE = "{ns}";
    private static final String TAG = "{tag}";
    private static final int REFUSED = 300;

    private final List<FuzzRequest> requests = new ArrayList<>();

    Recorded() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(CASES)) {
            files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            addSteps(Json.mapper().readTree(Files.readAllBytes(file)).path("steps"));
        }
    }

    private void addSteps(JsonNode steps) {
        for (JsonNode step : steps) {
            FuzzRequest request = request(step);
            boolean isWhole = !hasUnknown(request.target()) && !hasUnknown(text(request.body()));
            if (step.path("expect").path("status").asInt() < REFUSED && isWhole) {
                requests.add(request);
            }
            addSteps(step.path("during"));
        }
    }

    /// Whether something stands in it that an earlier answer has to say.
    private static boolean hasUnknown(String text) {
        return text.replace(NAMESPACE, "").replace(TAG, "").matches("(?s).*\\{[a-z]\\w*}.*");
    }

    private static FuzzRequest request(JsonNode step) {
        boolean isWatch = step.path("kind").asText().equals("watch");
        String query =
                step.path("query").properties().stream()
                        .map(pair -> pair.getKey() + "=" + encoded(pair.getValue().asText()))
                        .collect(Collectors.joining("&"));
        JsonNode body = step.path("body");
        byte[] bytes =
                body.isMissingNode()
                        ? new byte[0]
                        : body.isTextual()
                                ? body.textValue().getBytes(StandardCharsets.UTF_8)
                                : Json.write(body);
        FuzzRequest request =
                new FuzzRequest(
                        step.path("method").asText("GET"),
                        step.path("path").asText(),
                        List.of(),
                        bytes);
        if (!body.isMissingNode()) {
            request = request.withType(FuzzRequest.JSON);
        }
        for (var header : step.path("headers").properties()) {
            request = request.with(header.getKey(), header.getValue().asText());
        }
        boolean saysSo = query.contains("watch=");
        return request.withQuery(isWatch && !saysSo ? "watch=true&" + query : query);
    }

    private static String encoded(String text) {
        return QueryMutator.encoded(text).replace("%7B", "{").replace("%7D", "}");
    }

    int size() {
        return requests.size();
    }

    /// One of them, in that namespace. What it makes has a name of its own every other time.
    FuzzRequest pick(String namespace, Chooser chooser) {
        FuzzRequest first = chooser.of(requests);
        // most of the others are about objects that an earlier request would have made
        FuzzRequest request = first.method().equals("POST") ? first : chooser.of(requests);
        String tag = "t" + chooser.below(40);
        FuzzRequest filled =
                request.withTarget(filled(request.target(), namespace, tag))
                        .withBody(
                                filled(text(request.body()), namespace, tag)
                                        .getBytes(StandardCharsets.UTF_8));
        return filled.method().equals("POST") && chooser.oneIn(2)
                ? named(filled, "x" + chooser.below(200))
                : filled;
    }

    private static FuzzRequest named(FuzzRequest request, String name) {
        if (!request.mediaType().equals(FuzzRequest.JSON)) {
            return request;
        }
        try {
            JsonNode tree = Json.mapper().readTree(request.body());
            Place.in(tree).stream()
                    .filter(place -> place.pointer().equals("/metadata/name"))
                    .filter(place -> place.value().asText().matches("[a-z0-9]{1,20}"))
                    .findFirst()
                    .ifPresent(place -> place.put(Json.mapper().valueToTree(name)));
            return request.withBody(Json.write(tree));
        } catch (IOException e) {
            throw new UncheckedIOException("a recorded body does not parse", e);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String filled(String text, String namespace, String tag) {
        return text.replace(NAMESPACE, namespace).replace(TAG, tag);
    }
}
