package dev.skiff.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.client.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Pods of a Deployment in a running cluster, seen as a client sees them.
final class SkiffPods implements AutoCloseable {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MANIFEST =
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"bench"},
             "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"bench"}},
              "template":{"metadata":{"labels":{"app":"bench"}},
               "spec":{"terminationGracePeriodSeconds":1,"containers":[{"name":"main","image":"skiff/hello:1",
                "resources":{"requests":{"cpu":"10m"},"limits":{"cpu":"100m","memory":"32Mi"}}}]}}}}
            """;

    private final HttpTransport transport;

    SkiffPods(HttpTransport transport) {
        this.transport = transport;
    }

    /// Something done while all pods run, outside of what is measured.
    @FunctionalInterface
    interface WhileRunning {
        void run() throws IOException, InterruptedException;
    }

    /// Seconds from sending the Deployment until all its pods are Ready. Deletes them afterwards.
    double measure(int size, WhileRunning whileRunning) throws IOException, InterruptedException {
        TreeSet<String> ready = new TreeSet<>();
        long start = System.nanoTime();
        call("POST", DEPLOYMENTS, MANIFEST.formatted(size));
        follow(
                pod -> {
                    if (isReady(pod)) {
                        ready.add(pod.path("metadata").path("name").asText());
                    }
                    return ready.size() < size;
                });
        double seconds = (System.nanoTime() - start) / 1e9;
        whileRunning.run();
        call("DELETE", DEPLOYMENTS + "/bench", "{\"propagationPolicy\":\"Foreground\"}");
        awaitNone();
        return seconds;
    }

    private static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private void awaitNone() throws InterruptedException {
        TreeSet<String> left = new TreeSet<>();
        JsonNode list = call("GET", PODS, "");
        list.path("items").forEach(pod -> left.add(pod.path("metadata").path("name").asText()));
        if (left.isEmpty()) {
            return;
        }
        String revision = list.path("metadata").path("resourceVersion").asText();
        watch(
                Map.of("watch", "true", "resourceVersion", revision),
                event -> {
                    if (event instanceof WatchEvent.Deleted(var pod)) {
                        left.remove(pod.tree().path("metadata").path("name").asText());
                    }
                    return !left.isEmpty();
                });
    }

    private void follow(Predicate<ObjectNode> wantsMore) throws InterruptedException {
        watch(
                Map.of("watch", "true", "labelSelector", "app=bench"),
                event ->
                        switch (event) {
                            case WatchEvent.Added(var pod) -> wantsMore.test(pod.tree());
                            case WatchEvent.Modified(var pod) -> wantsMore.test(pod.tree());
                            case WatchEvent.Deleted(_), WatchEvent.Bookmark(_, _) -> true;
                            case WatchEvent.Failed(var status) ->
                                    throw new IllegalStateException("the watch failed: " + status);
                        });
    }

    private void watch(Map<String, String> query, Predicate<WatchEvent> wantsMore)
            throws InterruptedException {
        ApiResponse answer = transport.send(ApiRequest.get(PODS, query, UserInfo.ANONYMOUS));
        if (!(answer instanceof ApiResponse.Watch(_, WatchStream stream, _))) {
            throw new IllegalStateException("no watch but " + answer.status());
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Semaphore available = new Semaphore(0);
        try (stream) {
            stream.onAvailable(available::release);
            while (!stream.isEnded()) {
                Optional<WatchEvent> event = stream.poll();
                if (event.isPresent()) {
                    if (!wantsMore.test(event.get())) {
                        return;
                    }
                } else if (!available.tryAcquire(
                        deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("nothing new for " + PATIENCE);
                }
            }
        }
        throw new IllegalStateException("the watch ended early");
    }

    private JsonNode call(String method, String path, String body) {
        ApiResponse answer =
                transport.send(
                        ApiRequest.send(
                                method,
                                path,
                                Map.of(),
                                "application/json",
                                body.getBytes(StandardCharsets.UTF_8),
                                UserInfo.ANONYMOUS));
        if (!(answer instanceof ApiResponse.Full full) || full.status() >= 300) {
            throw new IllegalStateException(method + " " + path + " was answered with " + answer);
        }
        return Json.readOwn(full.body());
    }

    @Override
    public void close() {
        transport.close();
    }
}
