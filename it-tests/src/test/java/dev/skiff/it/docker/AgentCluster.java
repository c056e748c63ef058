package dev.skiff.it.docker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.Agent;
import dev.skiff.agent.AgentSettings;
import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.pod.ResolverSettings;
import dev.skiff.agent.probe.http.SocketProber;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.docker.DockerRuntime;
import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.pki.TokenKey;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.client.Pump;
import dev.skiff.client.Transport;
import dev.skiff.testkit.AnswerText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/// An API server in memory and agents on the real engine; no scheduler and no controllers: pods
/// name their node.
final class AgentCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UserInfo ADMIN = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);

    private final String id = "it-" + Long.toHexString(System.nanoTime());
    private final String range;
    private final Path root;
    private final Map<String, RunningAgent> agents = new ConcurrentHashMap<>();
    private final ApiServer server;

    private record RunningAgent(Agent agent, ContainerRuntime runtime, List<Pump> pumps) {
        void stop() {
            pumps.forEach(Pump::close);
            agent.close();
            runtime.close();
        }
    }

    /// @param range of pod addresses, a /16 that nothing else uses
    AgentCluster(Path root, String range) {
        this.root = root;
        this.range = range;
        ApiServerSettings settings =
                ApiServerSettings.standard()
                        .withTokens(TokenKey.generate(new SecureRandom()))
                        .withTunnel(
                                node ->
                                        Optional.ofNullable(agents.get(node))
                                                .map(running -> running.agent().api()));
        server =
                new ApiServer(
                        settings, new MemoryStore(), Clock.systemUTC(), new Random(), List.of());
        server.start();
        post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"kube-node-lease\"}}");
        post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"default\"}}");
        post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        post(
                "/api/v1/namespaces/default/configmaps",
                "{\"metadata\":{\"name\":\"kube-root-ca.crt\"},\"data\":{\"ca.crt\":\"authority\"}}");
    }

    private void post(String path, String object) {
        call("POST", path, object);
    }

    /// Starts an agent, or starts it again.
    ///
    /// @param index which part of the range is the node's
    void startAgent(String node, int index) {
        String nodeRange = range.replaceFirst("\\.0\\.0/16", "." + index + ".0/24");
        call(
                "POST",
                "/api/v1/nodes",
                """
                {"metadata":{"name":"%s"},"spec":{"podCIDR":"%s","podCIDRs":["%s"]}}"""
                        .formatted(node, nodeRange, nodeRange));
        ContainerRuntime runtime = runtime(node);
        UserInfo user = UserInfo.authenticated("system:node:" + node, UserInfo.NODES_GROUP);
        Transport transport = request -> server.handle(request.withUser(user));
        Agent agent =
                new Agent(
                        new AgentSettings(
                                new NodeIdentity(
                                        node,
                                        "127.0.0.1",
                                        Map.of(),
                                        "v1.36.0+skiff",
                                        NodeIdentity.MachineIds.UNKNOWN),
                                range,
                                root.resolve(node),
                                new ResolverSettings(List.of("9.9.9.9"), List.of(), List.of()),
                                Optional.empty(),
                                1L << 30),
                        new Agent.Surroundings(
                                transport, runtime, new SocketProber(), new DiskFiles()),
                        Clock.systemUTC(),
                        new Random());
        List<Pump> pumps = new ArrayList<>();
        for (Agent.Part part : agent.parts()) {
            pumps.add(Pump.start(part.name(), part.loop(), Clock.systemUTC(), part.width()));
        }
        agents.put(node, new RunningAgent(agent, runtime, pumps));
    }

    private ContainerRuntime runtime(String node) {
        return DockerRuntime.connect(RealEngine.socket(), new Owner(id, node));
    }

    /// As if its process ended.
    void stopAgent(String node) {
        requireNonNull(agents.remove(node), node).stop();
    }

    String clusterId() {
        return id;
    }

    JsonNode create(String path, String object) {
        ApiResponse.Full answer = call("POST", path, object);
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return tree(answer);
    }

    JsonNode createPod(String spec) {
        return create("/api/v1/namespaces/default/pods", spec);
    }

    ObjectNode pod(String name) {
        ApiResponse.Full answer = call("GET", podPath(name), "");
        return answer.status() == 404 ? Json.object() : (ObjectNode) tree(answer);
    }

    void deletePod(String name) {
        call("DELETE", podPath(name), "{}");
    }

    void patch(String path, String change) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/merge-patch+json"));
        ApiRequest request =
                new ApiRequest(
                        "PATCH",
                        path,
                        dev.skiff.api.request.Parameters.NONE,
                        dev.skiff.api.request.Parameters.headers(headers),
                        change.getBytes(StandardCharsets.UTF_8),
                        ADMIN);
        assertThat(server.handle(request).status()).isEqualTo(200);
    }

    private static String podPath(String name) {
        return "/api/v1/namespaces/default/pods/" + name;
    }

    /// Waits until the pod's condition `Ready` is true.
    ObjectNode awaitReady(String name) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(isReady(pod(name)))
                                        .as(pod(name) + " " + events(name))
                                        .isTrue());
        return pod(name);
    }

    static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    void awaitGone(String name) {
        await().atMost(PATIENCE).until(() -> pod(name).isEmpty());
    }

    /// What events say of a pod, as `reason: message`.
    List<String> events(String pod) {
        List<String> told = new ArrayList<>();
        for (JsonNode event :
                tree(call("GET", "/api/v1/namespaces/default/events", "")).path("items")) {
            if (event.at("/involvedObject/name").asText().equals(pod)) {
                told.add(event.path("reason").asText() + ": " + event.path("message").asText());
            }
        }
        return told;
    }

    /// What `kubectl logs` would get.
    String logs(String pod, Map<String, String> query) {
        return AnswerText.of(server.handle(ApiRequest.get(podPath(pod) + "/log", query, ADMIN)));
    }

    /// The ids of the containers of this cluster that run, sandboxes among them.
    List<String> running() {
        String ids =
                RealEngine.docker(
                        "ps", "-q", "--no-trunc", "--filter", "label=skiff.dev/cluster=" + id);
        return ids.lines().sorted().toList();
    }

    /// All containers of this cluster.
    List<String> containers() {
        return RealEngine.docker(
                        "ps",
                        "-a",
                        "--format",
                        "{{.Names}} {{.Status}}",
                        "--filter",
                        "label=skiff.dev/cluster=" + id)
                .lines()
                .toList();
    }

    ApiResponse.Full call(String method, String path, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        ApiRequest request =
                new ApiRequest(
                        method,
                        path,
                        dev.skiff.api.request.Parameters.NONE,
                        dev.skiff.api.request.Parameters.headers(headers),
                        body.getBytes(StandardCharsets.UTF_8),
                        ADMIN);
        return (ApiResponse.Full) server.handle(request);
    }

    private static JsonNode tree(ApiResponse.Full answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<String> nodes = List.copyOf(agents.keySet());
        agents.values().forEach(RunningAgent::stop);
        for (String node : nodes) {
            try (ContainerRuntime runtime = runtime(node)) {
                runtime.removeEverything();
            }
        }
        server.close();
    }
}
