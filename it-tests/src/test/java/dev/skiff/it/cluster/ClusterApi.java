package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Yaml;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a user of a cluster asks of its API server, all in namespace `default`. Thread-safe.
final class ClusterApi {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CORE = "/api/v1/namespaces/default/";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments/";

    private final Transport transport;

    private ClusterApi(Transport transport) {
        this.transport = transport;
    }

    /// Once the server answers: on a busy machine, connecting alone can take longer than a call
    /// may.
    static ClusterApi of(SkiffProcess skiff) {
        ClusterApi api = new ClusterApi(skiff.connect());
        await().atMost(PATIENCE)
                .ignoreException(UnreachableException.class)
                .until(() -> api.get("/readyz").status() == 200);
        return api;
    }

    /// Over a connection of another kind.
    static ClusterApi over(Transport transport) {
        return new ClusterApi(transport);
    }

    /// An answer, whatever it says.
    record Answer(int status, String text) {
        JsonNode tree() {
            try {
                return Json.mapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        Answer succeeded() {
            assertThat(status).as(text).isBetween(200, 299);
            return this;
        }
    }

    /// Creates every object of a YAML text.
    void create(String yaml) {
        for (String document : Yaml.documents(yaml)) {
            createOne(document).succeeded();
        }
    }

    /// Tries to create one object.
    Answer createOne(String yaml) {
        if (!(Yaml.read(yaml) instanceof Yaml.Read(JsonNode tree, _))) {
            throw new IllegalArgumentException(yaml);
        }
        GroupVersion version = GroupVersion.parse(tree.path("apiVersion").asText());
        String path =
                Kinds.byName(version, tree.path("kind").asText())
                        .orElseThrow()
                        .collectionPath("default");
        return send("POST", path, "application/json", tree.toString());
    }

    void scale(String deployment, int replicas) {
        change(deployment, "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    }

    /// Merges that into a Deployment.
    void change(String deployment, String json) {
        send("PATCH", DEPLOYMENTS + deployment, "application/merge-patch+json", json).succeeded();
    }

    void deletePod(String name) {
        send("DELETE", CORE + "pods/" + name, "application/json", "{}").succeeded();
    }

    void deleteDeployment(String name) {
        send("DELETE", DEPLOYMENTS + name, "application/json", "{}").succeeded();
    }

    PodView createPod(String yaml) {
        return PodView.of(createOne(yaml).succeeded().tree());
    }

    JsonNode deployment(String name) {
        return get(DEPLOYMENTS + name).succeeded().tree();
    }

    PodView pod(String name) {
        return PodView.of(get(CORE + "pods/" + name).succeeded().tree());
    }

    /// The pods with label `app`.
    List<PodView> pods(String app) {
        String path = CORE + "pods";
        List<PodView> pods = new ArrayList<>();
        for (JsonNode pod :
                get(path, Map.of("labelSelector", "app=" + app)).succeeded().tree().path("items")) {
            pods.add(PodView.of(pod));
        }
        return pods;
    }

    /// What `kubectl logs` would print.
    String logs(String pod) {
        return get(CORE + "pods/" + pod + "/log").succeeded().text();
    }

    /// What events tell of an object, as `reason: message`.
    List<String> events(String name) {
        List<String> told = new ArrayList<>();
        for (JsonNode event :
                get(CORE + "events", Map.of("fieldSelector", "involvedObject.name=" + name))
                        .succeeded()
                        .tree()
                        .path("items")) {
            told.add(event.path("reason").asText() + ": " + event.path("message").asText());
        }
        return told;
    }

    /// Whether there is such a node, and it is Ready.
    boolean isNodeReady(String node) {
        Answer answer = get("/api/v1/nodes/" + node);
        return answer.status() != 404 && PodView.hasCondition(answer.succeeded().tree(), "Ready");
    }

    boolean hasNamespace(String name) {
        return get("/api/v1/namespaces/" + name).status() == 200;
    }

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> query) {
        return answer(ApiRequest.get(path, query, UserInfo.ANONYMOUS));
    }

    Answer post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    private Answer send(String method, String path, String type, String body) {
        return answer(
                ApiRequest.send(
                        method,
                        path,
                        Map.of(),
                        type,
                        body.getBytes(StandardCharsets.UTF_8),
                        UserInfo.ANONYMOUS));
    }

    private Answer answer(ApiRequest request) {
        return switch (transport.send(request)) {
            case ApiResponse.Full(int status, _, byte[] body) ->
                    new Answer(status, new String(body, StandardCharsets.UTF_8));
            case ApiResponse.InPieces pieces ->
                    new Answer(
                            pieces.status(),
                            new String(pieces.whole().body(), StandardCharsets.UTF_8));
            case ApiResponse.Streaming(int status, _, var stream) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (stream) {
                    stream.copyTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new Answer(status, out.toString(StandardCharsets.UTF_8));
            }
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new IllegalStateException(request + " is answered by a watch");
            }
        };
    }
}
