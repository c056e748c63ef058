package dev.skiff.it.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.controllers.Controllers;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.testkit.AnswerText;
import dev.skiff.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// An API server on a store in memory and all controllers, stepped by the test until nothing is
/// left to do. A test plays kubectl, scheduler and agent by calls of its own.
final class ControlPlane implements AutoCloseable {
    private static final UserInfo ADMIN = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);
    private static final UserInfo CONTROLLERS =
            UserInfo.authenticated("system:kube-controller-manager");
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final int MOST_STEPS = 100_000;

    final VirtualTime time = VirtualTime.atNewYear();
    private final ApiServer server =
            new ApiServer(
                    ApiServerSettings.standard(),
                    new MemoryStore(),
                    time,
                    new SplittableRandom(7),
                    List.of());
    private final List<ControllerContext.Part> parts =
            Controllers.wire(
                    request -> server.handle(request.withUser(CONTROLLERS)),
                    ControllerSettings.standard().withRootCertificate("test certificate"),
                    time,
                    new SplittableRandom(8));

    private final Set<String> livingNodes = new TreeSet<>();

    ControlPlane() {
        server.start();
    }

    ControlPlane namespace(String name) {
        create(Kinds.NAMESPACE, "", "{'metadata':{'name':'%s'}}".formatted(name));
        return this;
    }

    /// Adds a node that is ready and renews its lease once a second until [#silence].
    ControlPlane node(String name) {
        create(Kinds.NODE, "", "{'metadata':{'name':'%s'}}".formatted(name));
        create(
                Kinds.LEASE,
                "kube-node-lease",
                "{'metadata':{'name':'%s'},'spec':{'renewTime':'%s'}}"
                        .formatted(name, microTime()));
        livingNodes.add(name);
        return report(name, "True");
    }

    /// The node says of itself whether it is ready.
    ControlPlane report(String name, String ready) {
        patchStatus(
                Kinds.NODE,
                "",
                name,
                """
                {'status':{'conditions':[{'type':'Ready','status':'%s',
                 'lastHeartbeatTime':'%s','lastTransitionTime':'%s'}]}}"""
                        .formatted(ready, time.instant(), time.instant()));
        return this;
    }

    void silence(String name) {
        livingNodes.remove(name);
    }

    void revive(String name) {
        livingNodes.add(name);
    }

    /// The clock moves, and nobody does anything meanwhile: the process was stopped.
    void standStill(Duration duration) {
        time.advance(duration);
    }

    private void renewLeases() {
        for (String name : livingNodes) {
            patch(
                    Kinds.LEASE,
                    "kube-node-lease",
                    name,
                    "{'spec':{'renewTime':'%s'}}".formatted(microTime()));
        }
    }

    private String microTime() {
        return MICRO_TIME.format(time.instant().atOffset(ZoneOffset.UTC));
    }

    /// Steps everything until nobody has anything to do now.
    ControlPlane settle() {
        int steps = 0;
        boolean worked = true;
        while (worked) {
            worked = false;
            for (ControllerContext.Part part : parts) {
                while (part.steppable().step()) {
                    worked = true;
                    if (++steps > MOST_STEPS) {
                        throw new AssertionError(part.name() + " finds no end");
                    }
                }
            }
        }
        return this;
    }

    /// Lets time pass, stopping wherever somebody has something to do. Nodes that live renew their
    /// leases every second.
    ControlPlane pass(Duration duration) {
        Instant end = time.instant().plus(duration);
        settle();
        while (time.instant().isBefore(end)) {
            Instant second = time.instant().plusSeconds(1);
            Instant until = second.isBefore(end) ? second : end;
            while (time.instant().isBefore(until)) {
                advanceTowards(until);
                settle();
            }
            renewLeases();
            server.step();
            settle();
        }
        return this;
    }

    private void advanceTowards(Instant end) {
        Instant next =
                parts.stream()
                        .map(part -> part.steppable().nextDue())
                        .min(Instant::compareTo)
                        .orElse(end);
        Instant soonest = time.instant().plusMillis(10);
        Instant to = next.isBefore(soonest) ? soonest : next;
        time.advanceTo(to.isBefore(end) ? to : end);
    }

    /// Creates what the JSON says, which may be written with single quotes.
    JsonNode create(Kind kind, String namespace, String json) {
        return send("POST", kind.collectionPath(namespace), "application/json", json);
    }

    JsonNode patch(Kind kind, String namespace, String name, String json) {
        return send(
                "PATCH",
                kind.objectPath(namespace, name),
                "application/strategic-merge-patch+json",
                json);
    }

    JsonNode patchStatus(Kind kind, String namespace, String name, String json) {
        return send(
                "PATCH",
                kind.objectPath(namespace, name) + "/status",
                "application/strategic-merge-patch+json",
                json);
    }

    JsonNode delete(Kind kind, String namespace, String name, String options) {
        return send("DELETE", kind.objectPath(namespace, name), "application/json", options);
    }

    /// The object, or a Status if it isn't there.
    JsonNode get(Kind kind, String namespace, String name) {
        return body(
                server.handle(ApiRequest.get(kind.objectPath(namespace, name), Map.of(), ADMIN)));
    }

    boolean exists(Kind kind, String namespace, String name) {
        return !get(kind, namespace, name).path("kind").asText().equals("Status");
    }

    List<JsonNode> list(Kind kind, String namespace) {
        JsonNode list =
                body(
                        server.handle(
                                ApiRequest.get(kind.collectionPath(namespace), Map.of(), ADMIN)));
        return StreamSupport.stream(list.path("items").spliterator(), false).toList();
    }

    List<String> names(Kind kind, String namespace) {
        return list(kind, namespace).stream()
                .map(object -> object.path("metadata").path("name").asText())
                .toList();
    }

    /// `reason: message` of every event about an object of this kind, oldest first.
    List<String> events(String namespace, String involvedKind) {
        return list(Kinds.EVENT, namespace).stream()
                .filter(e -> e.path("involvedObject").path("kind").asText().equals(involvedKind))
                .sorted(java.util.Comparator.comparing(ControlPlane::revision))
                .map(e -> e.path("reason").asText() + ": " + e.path("message").asText())
                .toList();
    }

    /// Binds every pod to the node and has it report that it is running and ready.
    ControlPlane runPods(String namespace, String node) {
        int number = 1;
        for (JsonNode pod : list(Kinds.POD, namespace)) {
            String name = pod.path("metadata").path("name").asText();
            if (pod.path("spec").path("nodeName").isMissingNode()) {
                send(
                        "POST",
                        Kinds.POD.objectPath(namespace, name) + "/binding",
                        "application/json",
                        "{'metadata':{'name':'%s'},'target':{'kind':'Node','name':'%s'}}"
                                .formatted(name, node));
            }
            if (!pod.path("status").path("phase").asText().equals("Running")) {
                ready(namespace, name, "10.42.%d.%d".formatted(number / 250, number % 250));
            }
            number++;
        }
        return this;
    }

    void ready(String namespace, String name, String ip) {
        patchStatus(
                Kinds.POD,
                namespace,
                name,
                """
                {'status':{'phase':'Running','podIP':'%s','podIPs':[{'ip':'%s'}],
                 'conditions':[{'type':'Ready','status':'True','lastTransitionTime':'%s'}]}}"""
                        .formatted(ip, ip, time.instant()));
    }

    /// Removes what is waiting for its grace period, as an agent does.
    ControlPlane endTerminatingPods(String namespace) {
        List<JsonNode> terminating = new ArrayList<>(list(Kinds.POD, namespace));
        terminating.removeIf(pod -> pod.path("metadata").path("deletionTimestamp").isMissingNode());
        for (JsonNode pod : terminating) {
            delete(
                    Kinds.POD,
                    namespace,
                    pod.path("metadata").path("name").asText(),
                    "{'gracePeriodSeconds':0}");
        }
        return this;
    }

    JsonNode send(String method, String path, String contentType, String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ApiResponse response =
                server.handle(ApiRequest.send(method, path, Map.of(), contentType, body, ADMIN));
        if (response.status() >= 300) {
            throw new AssertionError(
                    method + " " + path + " answered " + body(response).path("message"));
        }
        return body(response);
    }

    @Override
    public void close() {
        server.close();
    }

    private static long revision(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asLong();
    }

    private static JsonNode body(ApiResponse response) {
        try {
            return Json.mapper().readTree(AnswerText.of(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
