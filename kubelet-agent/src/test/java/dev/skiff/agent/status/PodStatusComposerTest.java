package dev.skiff.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRole;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.SamplePod;
import dev.skiff.api.codec.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStatusComposerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final ContainerHealth READY = ContainerHealth.UNPROBED;
    private static final String ONE = "\"containers\":[{\"name\":\"web\",\"image\":\"image\"}]";
    private static final String INIT =
            """
            "initContainers":[{"name":"first","image":"image"}],
            "containers":[{"name":"web","image":"image"}]""";

    private final List<ContainerState> containers = new ArrayList<>();
    private final Map<String, Waiting> waiting = new TreeMap<>();
    private final Map<String, ContainerHealth> health = new TreeMap<>();
    private final Map<String, String> messages = new TreeMap<>();
    private ObjectNode previous = Json.object();
    private Optional<Waiting> failure = Optional.empty();

    @Test
    void a_pod_that_nothing_was_done_for_yet_is_pending() {
        JsonNode status = compose(ONE);

        assertThat(status.path("phase").asText()).isEqualTo("Pending");
        assertThat(status.at("/containerStatuses/0/state").toString())
                .isEqualTo("{\"waiting\":{\"reason\":\"ContainerCreating\"}}");
        assertThat(conditions(status))
                .containsExactly(
                        "PodReadyToStartContainers False ",
                        "Initialized True ",
                        "Ready False containers with unready status: [web]",
                        "ContainersReady False containers with unready status: [web]",
                        "PodScheduled True ");
        assertThat(status.path("startTime").asText()).isEqualTo("2026-01-01T00:10:00Z");
        assertThat(status.path("hostIP").asText()).isEqualTo("192.0.2.1");
    }

    @Test
    void a_running_and_healthy_container_makes_the_pod_ready() {
        sandbox();
        running("web", 0, READY);

        JsonNode status = compose(ONE);

        assertThat(status.path("phase").asText()).isEqualTo("Running");
        assertThat(status.path("podIP").asText()).isEqualTo("10.42.0.2");
        assertThat(status.at("/containerStatuses/0").toString())
                .isEqualTo(
                        """
                        {"name":"web","state":{"running":{"startedAt":"2026-01-01T00:09:00Z"}},\
                        "lastState":{},"ready":true,"restartCount":0,"image":"image",\
                        "imageID":"docker://sha256:1","containerID":"docker://web-0","started":true,\
                        "resources":{}}""");
        assertThat(conditions(status)).contains("Ready True ", "PodReadyToStartContainers True ");
    }

    @Test
    void a_container_whose_hook_still_runs_counts_as_being_created() {
        sandbox();
        running("web", 0);

        JsonNode status = compose(ONE);

        assertThat(status.at("/containerStatuses/0/state/waiting/reason").asText())
                .isEqualTo("ContainerCreating");
        assertThat(status.path("phase").asText()).isEqualTo("Pending");
    }

    @Test
    void a_restarted_container_tells_how_the_one_before_it_ended() {
        sandbox();
        ended("web", 0, 3);
        messages.put("web-0", "last words");
        running("web", 1, READY);

        JsonNode status = compose(ONE).at("/containerStatuses/0");

        assertThat(status.path("restartCount").asInt()).isEqualTo(1);
        assertThat(status.at("/lastState/terminated").toString())
                .isEqualTo(
                        """
                        {"exitCode":3,"reason":"Error","message":"last words",\
                        "startedAt":"2026-01-01T00:08:30Z","finishedAt":"2026-01-01T00:09:00Z",\
                        "containerID":"docker://web-0"}""");
    }

    @Test
    void a_container_in_a_crash_loop_waits_and_its_pod_runs() {
        sandbox();
        ended("web", 1, 1);
        waiting.put("web", new Waiting("CrashLoopBackOff", "back-off 10s"));

        JsonNode status = compose(ONE);

        assertThat(status.path("phase").asText()).isEqualTo("Running");
        assertThat(status.at("/containerStatuses/0/state").toString())
                .isEqualTo(
                        "{\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off 10s\"}}");
        assertThat(status.at("/containerStatuses/0/lastState/terminated/exitCode").asInt())
                .isEqualTo(1);
    }

    @Test
    void what_could_not_be_started_says_why() {
        sandbox();
        add("web", 0, new ContainerPhase.Unstartable("no such command", NOW));

        JsonNode ended = compose(ONE).at("/containerStatuses/0/state/terminated");

        assertThat(ended.path("reason").asText()).isEqualTo("StartError");
        assertThat(ended.path("exitCode").asInt()).isEqualTo(128);
        assertThat(ended.path("message").asText()).isEqualTo("no such command");
    }

    @ParameterizedTest
    @CsvSource({"0, false, Completed", "1, false, Error", "137, true, OOMKilled"})
    void an_end_has_a_reason(int exitCode, boolean outOfMemory, String reason) {
        add(
                "web",
                0,
                new ContainerPhase.Exited(
                        exitCode, outOfMemory, NOW.minusSeconds(90), NOW.minusSeconds(60)));

        assertThat(
                        compose("\"restartPolicy\":\"Never\"," + ONE)
                                .at("/containerStatuses/0/state/terminated/reason")
                                .asText())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Never, 0, 0, Succeeded",
        "Never, 0, 1, Failed",
        "OnFailure, 0, 0, Succeeded",
        "OnFailure, 0, 1, Running",
        "Always, 0, 0, Running",
        "Always, 1, 1, Running"
    })
    void the_phase_of_a_pod_whose_containers_have_ended(
            String policy, int first, int second, String phase) {
        sandbox();
        ended("web", 0, first);
        ended("log", 0, second);

        JsonNode status =
                compose(
                        """
                        "restartPolicy":"%s",
                        "containers":[{"name":"web","image":"i"},{"name":"log","image":"i"}]"""
                                .formatted(policy));

        assertThat(status.path("phase").asText()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "Always, running, Pending, PodInitializing",
        "Always, 1, Pending, PodInitializing",
        "Never, 1, Failed, PodInitializing",
        "Always, 0, Pending, PodInitializing"
    })
    void init_containers_come_first(String policy, String init, String phase, String reason) {
        sandbox();
        if (init.equals("running")) {
            running("first", 0, READY);
        } else {
            ended("first", 0, Integer.parseInt(init));
        }

        JsonNode status = compose("\"restartPolicy\":\"%s\",%s".formatted(policy, INIT));

        assertThat(status.path("phase").asText()).isEqualTo(phase);
        assertThat(status.at("/containerStatuses/0/state/waiting/reason").asText())
                .isEqualTo(reason);
        assertThat(conditions(status))
                .contains(
                        init.equals("0")
                                ? "Initialized True "
                                : "Initialized False containers with incomplete status: [first]");
    }

    @Test
    void times_of_conditions_change_only_with_the_conditions() {
        sandbox();
        running("web", 0, READY);
        previous.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("lastTransitionTime", "2025-12-31T00:00:00Z");

        assertThat(compose(ONE).at("/conditions/2/lastTransitionTime").asText())
                .isEqualTo("2025-12-31T00:00:00Z");
        assertThat(compose(ONE).at("/conditions/3/lastTransitionTime").asText())
                .isEqualTo("2026-01-01T00:10:00Z");
    }

    @Test
    void a_condition_that_holds_again_loses_its_reason() {
        sandbox();
        running("web", 0, READY);
        previous.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "False")
                .put("reason", "ContainersNotReady")
                .put("message", "containers with unready status: [web]");

        JsonNode ready = compose(ONE).at("/conditions/2");

        assertThat(ready.has("reason")).isTrue();
        assertThat(ready.path("reason").isNull()).isTrue();
        assertThat(ready.path("message").isNull()).isTrue();
    }

    @Test
    void a_readiness_gate_keeps_a_pod_unready_until_somebody_opens_it() {
        sandbox();
        running("web", 0, READY);

        assertThat(
                        conditions(
                                compose(
                                        "\"readinessGates\":[{\"conditionType\":\"x/gate\"}],"
                                                + ONE)))
                .contains(
                        "Ready False corresponding condition of pod readiness gate \"x/gate\" does not exist.",
                        "ContainersReady True ");
    }

    @Test
    void what_the_engine_has_forgotten_is_told_from_the_status_before() {
        previous =
                (ObjectNode)
                        json(
                                """
                                {"phase":"Running","containerStatuses":[{"name":"web","restartCount":2,
                                  "containerID":"docker://web-2","imageID":"docker://sha256:1",
                                  "state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}""");

        JsonNode status = compose(ONE).at("/containerStatuses/0");

        assertThat(status.path("restartCount").asInt()).isEqualTo(2);
        assertThat(status.at("/lastState/terminated/reason").asText())
                .isEqualTo("ContainerStatusUnknown");
        assertThat(status.at("/lastState/terminated/exitCode").asInt()).isEqualTo(137);
    }

    @Test
    void a_pod_that_has_failed_as_a_whole_says_why_and_stays_failed() {
        failure = Optional.of(new Waiting("Evicted", "the node was low on memory"));
        JsonNode status = compose(ONE);
        assertThat(status.path("phase").asText()).isEqualTo("Failed");
        assertThat(status.path("reason").asText()).isEqualTo("Evicted");

        failure = Optional.empty();
        previous = (ObjectNode) status;
        assertThat(compose(ONE).path("phase").asText()).isEqualTo("Failed");
    }

    private JsonNode compose(String spec) {
        return PodStatusComposer.compose(
                new PodObservation(
                        SamplePod.withSpec(spec),
                        previous,
                        containers,
                        new PodObservation.ContainerFacts(waiting, health, messages),
                        new PodObservation.Addresses(
                                "192.0.2.1",
                                containers.isEmpty() ? Optional.empty() : Optional.of("10.42.0.2"),
                                "docker"),
                        failure,
                        NOW));
    }

    /// `type status message`.
    private static List<String> conditions(JsonNode status) {
        return status.path("conditions")
                .valueStream()
                .map(
                        condition ->
                                condition.path("type").asText()
                                        + " "
                                        + condition.path("status").asText()
                                        + " "
                                        + condition.path("message").asText(""))
                .toList();
    }

    private static JsonNode json(String text) {
        return Json.readOwn(text.getBytes(StandardCharsets.UTF_8));
    }

    private void sandbox() {
        add("POD", 0, ContainerRole.SANDBOX, new ContainerPhase.Running(NOW.minusSeconds(100)));
    }

    private void running(String name, int attempt) {
        add(name, attempt, new ContainerPhase.Running(NOW.minusSeconds(60)));
    }

    private void running(String name, int attempt, ContainerHealth found) {
        running(name, attempt);
        health.put(name + "-" + attempt, found);
    }

    private void ended(String name, int attempt, int exitCode) {
        add(
                name,
                attempt,
                new ContainerPhase.Exited(
                        exitCode, false, NOW.minusSeconds(90), NOW.minusSeconds(60)));
    }

    private void add(String name, int attempt, ContainerPhase phase) {
        add(name, attempt, ContainerRole.CONTAINER, phase);
    }

    private void add(String name, int attempt, ContainerRole role, ContainerPhase phase) {
        containers.add(SamplePod.container(name, attempt, role, phase, Map.of()));
    }
}
