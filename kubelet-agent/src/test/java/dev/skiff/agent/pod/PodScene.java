package dev.skiff.agent.pod;

import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRole;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.SamplePod;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A situation of pod `p` for a [PodPlanner], told piece by piece, and what is planned in it,
/// a word or two for each action. Containers are called after their pod's containers and their
/// attempt: `web-0`; sandboxes `POD-0`.
final class PodScene {
    static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

    private final Pod pod;
    private final List<ContainerState> containers = new ArrayList<>();
    private final Map<String, PodSituation.Check> checks = new TreeMap<>();
    private final Map<String, RestartBackoff> backoffs = new TreeMap<>();
    private final Map<String, Stop> stops = new TreeMap<>();
    private final Map<String, Integer> restarts = new TreeMap<>();
    private final TreeSet<String> tried = new TreeSet<>();
    private PodSituation.Wish wish = PodSituation.Wish.RUN;
    private Instant sandboxRetryAt = Instant.MIN;

    private PodScene(String spec) {
        pod = SamplePod.withSpec(spec);
    }

    /// @param spec fields in JSON
    static PodScene of(String spec) {
        return new PodScene(spec);
    }

    PodScene wish(PodSituation.Wish other) {
        wish = other;
        return this;
    }

    PodScene sandbox(int attempt) {
        return add("POD", attempt, ContainerRole.SANDBOX, "", running(60));
    }

    PodScene deadSandbox(int attempt) {
        return add("POD", attempt, ContainerRole.SANDBOX, "", exited(0, 30));
    }

    /// Runs in sandbox `POD-0`.
    PodScene runs(String name, int attempt) {
        return runs(name, attempt, "POD-0");
    }

    PodScene runs(String name, int attempt, String sandbox) {
        return add(name, attempt, ContainerRole.CONTAINER, sandbox, running(60));
    }

    /// Has run in sandbox `POD-0` and ended so many seconds ago.
    PodScene ended(String name, int attempt, int exitCode, int secondsAgo) {
        return add(name, attempt, ContainerRole.CONTAINER, "POD-0", exited(exitCode, secondsAgo));
    }

    PodScene unstartable(String name, int attempt) {
        return add(
                name,
                attempt,
                ContainerRole.CONTAINER,
                "POD-0",
                new ContainerPhase.Unstartable("no such command", NOW.minusSeconds(1)));
    }

    PodScene created(String name, int attempt, String sandbox) {
        return add(
                name,
                attempt,
                ContainerRole.CONTAINER,
                sandbox,
                new ContainerPhase.Created(NOW.minusSeconds(1)));
    }

    PodScene check(String id, ContainerHealth health, HookState postStart, HookState preStop) {
        checks.put(id, new PodSituation.Check(health, postStart, preStop));
        return this;
    }

    /// It was last restarted a minute ago, and after an end has to wait for `delaySeconds`.
    PodScene backoff(String name, int delaySeconds) {
        backoffs.put(
                name, new RestartBackoff(Duration.ofSeconds(delaySeconds), NOW.minusSeconds(60)));
        return this;
    }

    PodScene stop(String id, Stop.Stage stage, int begunSecondsAgo, int graceSeconds) {
        stops.put(
                id,
                new Stop(
                        stage,
                        NOW.minusSeconds(begunSecondsAgo),
                        Duration.ofSeconds(graceSeconds)));
        return this;
    }

    PodScene restartsKnown(String name, int count) {
        restarts.put(name, count);
        return this;
    }

    PodScene tried(String name) {
        tried.add(name);
        return this;
    }

    PodScene sandboxRetryIn(int seconds) {
        sandboxRetryAt = NOW.plusSeconds(seconds);
        return this;
    }

    PodPlan plan() {
        return PodPlanner.plan(
                new PodSituation(
                        pod,
                        wish,
                        containers,
                        checks,
                        new PodSituation.Memory(backoffs, stops, restarts, sandboxRetryAt),
                        tried,
                        NOW));
    }

    List<String> actions() {
        return plan().actions().stream().map(PodScene::words).toList();
    }

    private static String words(PodAction action) {
        return switch (action) {
            case PodAction.CreateSandbox(int attempt) -> "sandbox " + attempt;
            case PodAction.Launch(var container, int attempt, String sandbox, _) ->
                    "launch %s-%d in %s".formatted(container.getName(), attempt, sandbox);
            case PodAction.BeginStop(var container, Duration grace, StopReason reason) ->
                    "stop %s within %ds: %s".formatted(container.id(), grace.toSeconds(), reason);
            case PodAction.Ask(var container) -> "ask " + container.id();
            case PodAction.Kill(var container) -> "kill " + container.id();
            case PodAction.Remove(var container) -> "remove " + container.id();
        };
    }

    private PodScene add(
            String name, int attempt, ContainerRole role, String sandbox, ContainerPhase phase) {
        containers.add(
                SamplePod.container(
                        name,
                        attempt,
                        role,
                        phase,
                        Map.of(RuntimeLabels.SANDBOX_ID, sandbox, PodPlanner.IMAGE, "image")));
        return this;
    }

    private static ContainerPhase running(int forSeconds) {
        return new ContainerPhase.Running(NOW.minusSeconds(forSeconds));
    }

    private static ContainerPhase exited(int exitCode, int secondsAgo) {
        Instant end = NOW.minusSeconds(secondsAgo);
        return new ContainerPhase.Exited(exitCode, false, end.minusSeconds(5), end);
    }
}
