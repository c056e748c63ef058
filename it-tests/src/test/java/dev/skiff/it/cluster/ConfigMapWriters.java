package dev.skiff.it.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Create ConfigMaps, each over a connection of its own, until the server is gone. What one holds
/// follows from its name, so that any of them can be checked later.
final class ConfigMapWriters {
    private static final String NAMESPACE = "default";

    private final String prefix;
    private final Map<String, Long> acknowledged = new ConcurrentSkipListMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> threads;

    /// @param prefix of the names they give
    /// @param connections one for each writer
    private ConfigMapWriters(String prefix, List<? extends Transport> connections) {
        this.prefix = prefix;
        this.threads =
                IntStream.range(0, connections.size())
                        .mapToObj(
                                writer ->
                                        Thread.ofVirtual()
                                                .name("writer-" + writer)
                                                .unstarted(
                                                        () ->
                                                                write(
                                                                        writer,
                                                                        connections.get(writer))))
                        .toList();
    }

    static ConfigMapWriters start(String prefix, List<? extends Transport> connections) {
        ConfigMapWriters writers = new ConfigMapWriters(prefix, connections);
        writers.threads.forEach(Thread::start);
        return writers;
    }

    /// What a ConfigMap of that name holds.
    static String content(String name) {
        return (name + " ").repeat(1 + Math.floorMod(name.hashCode(), 60));
    }

    void awaitAcknowledged(int wanted) {
        await().atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> count.get() >= wanted || !refusals.isEmpty());
    }

    /// Waits until all writers have found the server gone. Answers the revisions of what it has
    /// acknowledged, by name.
    ///
    /// @throws IllegalStateException if the server has refused something
    Map<String, Long> finish() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (!refusals.isEmpty()) {
            throw new IllegalStateException("the server refused: " + refusals);
        }
        return acknowledged;
    }

    private void write(int writer, Transport transport) {
        try {
            for (int i = 0; refusals.isEmpty(); i++) {
                create(prefix + "-" + writer + "-" + i, transport);
            }
        } catch (UnreachableException _) {
            // It was killed: this writer is done.
        }
    }

    private void create(String name, Transport transport) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name);
        object.putObject("data").put("content", content(name));
        ApiResponse answer =
                transport.send(
                        ApiRequest.send(
                                "POST",
                                Kinds.CONFIG_MAP.collectionPath(NAMESPACE),
                                Map.of(),
                                "application/json",
                                Json.write(object),
                                UserInfo.ANONYMOUS));
        if (answer instanceof ApiResponse.Full full && full.status() == 201) {
            String revision =
                    Json.readOwn(full.body()).path("metadata").path("resourceVersion").asText();
            acknowledged.put(name, Long.parseLong(revision));
            count.incrementAndGet();
        } else {
            refusals.add(name + ": " + answer);
        }
    }
}
