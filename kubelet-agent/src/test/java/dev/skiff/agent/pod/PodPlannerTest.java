package dev.skiff.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.pod.PodPlan.Progress;
import dev.skiff.agent.pod.PodSituation.Wish;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.probe.ProbeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PodPlannerTest {
    private static final String ONE = "\"containers\":[{\"name\":\"web\",\"image\":\"image\"}]";
    private static final String TWO =
            """
            "terminationGracePeriodSeconds":20,
            "containers":[{"name":"web","image":"image"},{"name":"log","image":"image"}]""";
    private static final String INIT =
            """
            "initContainers":[{"name":"first","image":"image"},{"name":"second","image":"image"}],
            "containers":[{"name":"web","image":"image"}]""";
    private static final String SIDECAR =
            """
            "terminationGracePeriodSeconds":20,
            "initContainers":[{"name":"proxy","image":"image","restartPolicy":"Always"}],
            "containers":[{"name":"web","image":"image"}]""";
    private static final ContainerHealth HEALTHY = ContainerHealth.UNPROBED;

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "starts",
        "startsWithInitContainers",
        "startsWithSidecars",
        "ends",
        "endsOfDeletedPods"
    })
    void what_is_done_in_a_situation(String sentence, PodScene scene, List<String> actions) {
        assertThat(scene.actions()).as(sentence).isEqualTo(actions);
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                arguments("a sandbox comes first", PodScene.of(ONE), List.of("sandbox 0")),
                arguments(
                        "containers start in their order",
                        PodScene.of(TWO).sandbox(0),
                        List.of("launch web-0 in POD-0")),
                arguments(
                        "containers start one at a time",
                        PodScene.of(TWO).sandbox(0).runs("web", 0),
                        List.of("launch log-0 in POD-0")),
                arguments(
                        "nothing is left to do",
                        PodScene.of(TWO).sandbox(0).runs("web", 0).runs("log", 0),
                        List.of()),
                arguments(
                        "what cannot start now holds up nobody",
                        PodScene.of(TWO).sandbox(0).tried("web"),
                        List.of("launch log-0 in POD-0")),
                arguments(
                        "what was made and not started keeps its number",
                        PodScene.of(ONE).sandbox(0).created("web", 2, "POD-0"),
                        List.of("launch web-2 in POD-0")),
                arguments(
                        "what was made for another sandbox is made anew",
                        PodScene.of(ONE).sandbox(0).created("web", 2, "POD-9"),
                        List.of("launch web-3 in POD-0")),
                arguments(
                        "counting goes on where the engine forgot",
                        PodScene.of(ONE).sandbox(0).restartsKnown("web", 4),
                        List.of("launch web-5 in POD-0")),
                arguments(
                        "what ended starts again after its wait",
                        PodScene.of(ONE).sandbox(0).ended("web", 1, 1, 10).backoff("web", 10),
                        List.of("launch web-2 in POD-0")));
    }

    static Stream<Arguments> startsWithInitContainers() {
        return Stream.of(
                arguments(
                        "init containers run before the rest",
                        PodScene.of(INIT).sandbox(0),
                        List.of("launch first-0 in POD-0")),
                arguments(
                        "a running init container is waited for",
                        PodScene.of(INIT).sandbox(0).runs("first", 0),
                        List.of()),
                arguments(
                        "init containers run one after the other",
                        PodScene.of(INIT).sandbox(0).ended("first", 0, 0, 1),
                        List.of("launch second-0 in POD-0")),
                arguments(
                        "the rest follows the init containers",
                        PodScene.of(INIT)
                                .sandbox(0)
                                .ended("first", 0, 0, 2)
                                .ended("second", 0, 0, 1),
                        List.of("launch web-0 in POD-0")),
                arguments(
                        "a failed init container is tried again",
                        PodScene.of(INIT).sandbox(0).ended("first", 0, 1, 1),
                        List.of("launch first-1 in POD-0")),
                arguments(
                        "init containers are not repeated when a container ends",
                        afterInit(0).ended("web", 0, 1, 1),
                        List.of("launch web-1 in POD-0")),
                arguments(
                        "init containers are repeated in a new sandbox",
                        afterInit(1).ended("web", 0, 137, 1),
                        List.of("launch first-1 in POD-1")));
    }

    static Stream<Arguments> startsWithSidecars() {
        return Stream.of(
                arguments("a sidecar is waited for", sidecar(ContainerHealth.NEW), List.of()),
                arguments(
                        "a sidecar comes up before the rest",
                        sidecar(HEALTHY),
                        List.of("launch web-0 in POD-0")),
                arguments(
                        "a sidecar starts again whatever the pod says",
                        PodScene.of("\"restartPolicy\":\"Never\"," + SIDECAR)
                                .sandbox(0)
                                .ended("proxy", 0, 0, 1)
                                .runs("web", 0),
                        List.of("launch proxy-1 in POD-0")));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(
                        "the newest and the one before it are kept",
                        PodScene.of(ONE)
                                .sandbox(0)
                                .ended("web", 0, 1, 60)
                                .ended("web", 1, 1, 30)
                                .runs("web", 2),
                        List.of("remove web-0")),
                arguments(
                        "without its sandbox everything ends",
                        PodScene.of(TWO).deadSandbox(0).runs("web", 0),
                        List.of("stop web-0 within 20s: SANDBOX_LOST")),
                arguments(
                        "without its sandbox everything starts over",
                        PodScene.of(TWO).deadSandbox(0).ended("web", 0, 0, 1),
                        List.of("remove POD-0", "sandbox 1")),
                arguments(
                        "what runs in an older sandbox ends",
                        PodScene.of(ONE).deadSandbox(0).sandbox(1).runs("web", 0, "POD-0"),
                        List.of("remove POD-0", "stop web-0 within 30s: SANDBOX_LOST")),
                arguments(
                        "a new image restarts its container",
                        PodScene.of(ONE.replace("\"image\"}", "\"other\"}"))
                                .sandbox(0)
                                .runs("web", 0),
                        List.of("stop web-0 within 30s: DEFINITION_CHANGED")));
    }

    static Stream<Arguments> endsOfDeletedPods() {
        return Stream.of(
                arguments(
                        "a deleted pod ends, the last container first",
                        PodScene.of(TWO).wish(Wish.VANISH).sandbox(0).runs("web", 0).runs("log", 0),
                        List.of(
                                "stop log-0 within 20s: POD_ENDS",
                                "stop web-0 within 20s: POD_ENDS")),
                arguments(
                        "sidecars outlive the rest",
                        PodScene.of(SIDECAR)
                                .wish(Wish.VANISH)
                                .sandbox(0)
                                .runs("proxy", 0)
                                .runs("web", 0),
                        List.of("stop web-0 within 20s: POD_ENDS")),
                arguments(
                        "sidecars end last",
                        PodScene.of(SIDECAR).wish(Wish.VANISH).sandbox(0).runs("proxy", 0),
                        List.of("stop proxy-0 within 20s: POD_ENDS")),
                arguments(
                        "all containers share the time they have",
                        PodScene.of(SIDECAR)
                                .wish(Wish.VANISH)
                                .sandbox(0)
                                .runs("proxy", 0)
                                .ended("web", 0, 0, 1)
                                .stop("web-0", Stop.Stage.ASKED, 15, 20),
                        List.of("stop proxy-0 within 5s: POD_ENDS")));
    }

    /// Its init containers have run in sandbox `POD-0`; now it has the sandbox of this number.
    private static PodScene afterInit(int sandbox) {
        return PodScene.of(INIT)
                .sandbox(sandbox)
                .ended("first", 0, 0, 60)
                .ended("second", 0, 0, 50);
    }

    private static PodScene sidecar(ContainerHealth health) {
        return PodScene.of(SIDECAR)
                .sandbox(0)
                .runs("proxy", 0)
                .check("proxy-0", health, HookState.NONE, HookState.NONE);
    }

    @Test
    void a_sandbox_that_failed_waits_for_its_time() {
        PodPlan plan = PodScene.of(ONE).sandboxRetryIn(4).plan();

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.lookAgainAt()).isEqualTo(PodScene.NOW.plusSeconds(4));
    }

    @Test
    void a_hook_after_the_start_holds_up_the_next_container() {
        PodScene scene = PodScene.of(TWO).sandbox(0).runs("web", 0);

        assertThat(scene.check("web-0", HEALTHY, HookState.RUNNING, HookState.NONE).actions())
                .isEmpty();
        assertThat(scene.check("web-0", HEALTHY, HookState.FAILED, HookState.NONE).actions())
                .first()
                .isEqualTo("stop web-0 within 20s: POST_START_HOOK");
    }

    @ParameterizedTest
    @CsvSource({
        "Always, 0, true",
        "Always, 1, true",
        "OnFailure, 0, false",
        "OnFailure, 1, true",
        "Never, 0, false",
        "Never, 1, false"
    })
    void who_is_started_again(String policy, int exitCode, boolean isStarted) {
        PodScene scene =
                PodScene.of("\"restartPolicy\":\"%s\",%s".formatted(policy, TWO))
                        .sandbox(0)
                        .runs("log", 0)
                        .ended("web", 0, exitCode, 1);

        assertThat(scene.actions().contains("launch web-1 in POD-0")).isEqualTo(isStarted);
    }

    @Test
    void a_pod_is_over_when_nobody_is_to_be_started_again() {
        PodScene scene =
                PodScene.of("\"restartPolicy\":\"OnFailure\"," + TWO)
                        .sandbox(0)
                        .ended("web", 0, 0, 9)
                        .ended("log", 0, 0, 9);

        assertThat(scene.plan().progress()).isEqualTo(Progress.OVER);
        assertThat(scene.actions()).containsExactly("remove POD-0");
    }

    @Test
    void what_cannot_be_started_counts_as_failed() {
        assertThat(
                        PodScene.of("\"restartPolicy\":\"Never\"," + ONE)
                                .sandbox(0)
                                .unstartable("web", 0)
                                .plan()
                                .progress())
                .isEqualTo(Progress.OVER);
    }

    @ParameterizedTest
    @CsvSource({"9, 1, 10", "30, 20, 40"})
    void a_container_that_keeps_ending_waits(int endedAgo, int left, int delay) {
        int total = endedAgo + left;
        PodPlan plan =
                PodScene.of(ONE)
                        .sandbox(0)
                        .ended("web", 1, 1, endedAgo)
                        .backoff("web", total)
                        .plan();

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.lookAgainAt()).isEqualTo(PodScene.NOW.plusSeconds(left));
        assertThat(plan.crashLoops()).containsEntry("web", Duration.ofSeconds(total));
    }

    @Test
    void a_failed_init_container_ends_a_pod_that_is_never_restarted() {
        assertThat(
                        PodScene.of("\"restartPolicy\":\"Never\"," + INIT)
                                .sandbox(0)
                                .ended("first", 0, 1, 1)
                                .plan()
                                .progress())
                .isEqualTo(Progress.OVER);
    }

    @ParameterizedTest
    @CsvSource({"true, LIVENESS, LIVENESS_PROBE, 7", "false, STARTUP, STARTUP_PROBE, 30"})
    void an_unhealthy_container_is_ended(
            boolean isStarted, ProbeKind failed, String reason, int grace) {
        ContainerHealth health = new ContainerHealth(isStarted, false, Optional.of(failed));
        PodScene scene =
                PodScene.of(
                                """
                                "containers":[{"name":"web","image":"image",
                                  "startupProbe":{"tcpSocket":{"port":1}},
                                  "livenessProbe":{"tcpSocket":{"port":1},"terminationGracePeriodSeconds":7}}]""")
                        .sandbox(0)
                        .runs("web", 0)
                        .check("web-0", health, HookState.NONE, HookState.NONE);

        assertThat(scene.actions())
                .containsExactly("stop web-0 within %ds: %s".formatted(grace, reason));
    }

    @Test
    void of_a_deleted_pod_the_sandbox_goes_last() {
        PodScene scene =
                PodScene.of(TWO)
                        .wish(Wish.VANISH)
                        .sandbox(0)
                        .ended("web", 0, 0, 1)
                        .ended("log", 0, 0, 1);

        assertThat(scene.actions()).last().isEqualTo("remove POD-0");
        assertThat(PodScene.of(TWO).wish(Wish.VANISH).plan().progress()).isEqualTo(Progress.GONE);
    }

    @ParameterizedTest
    @CsvSource({
        "PRE_STOP, RUNNING, 5, '', 15",
        "PRE_STOP, SUCCEEDED, 5, ask web-0, ",
        "PRE_STOP, RUNNING, 20, ask web-0, ",
        "ASKED, NONE, 19, '', 1",
        "ASKED, NONE, 20, kill web-0, "
    })
    void an_end_goes_from_its_hook_to_the_signal_to_the_kill(
            Stop.Stage stage, HookState preStop, int begunAgo, String action, Integer waits) {
        PodScene scene =
                PodScene.of("\"terminationGracePeriodSeconds\":20," + ONE)
                        .wish(Wish.VANISH)
                        .sandbox(0)
                        .runs("web", 0)
                        .stop("web-0", stage, begunAgo, 20)
                        .check("web-0", HEALTHY, HookState.NONE, preStop);

        assertThat(String.join(", ", scene.actions())).isEqualTo(action);
        assertThat(scene.plan().lookAgainAt())
                .isEqualTo(waits == null ? Instant.MAX : PodScene.NOW.plusSeconds(waits));
    }
}
