package dev.skiff.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.pod.PodPlan.Progress;
import dev.skiff.agent.pod.PodSituation.Wish;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.probe.ProbeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void a_sandbox_comes_first() {
        assertThat(PodScene.of(ONE).actions()).containsExactly("sandbox 0");
    }

    @Test
    void a_sandbox_that_failed_waits_for_its_time() {
        PodPlan plan = PodScene.of(ONE).sandboxRetryIn(4).plan();

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.lookAgainAt()).isEqualTo(PodScene.NOW.plusSeconds(4));
    }

    @Test
    void containers_are_started_one_at_a_time_in_their_order() {
        assertThat(PodScene.of(TWO).sandbox(0).actions()).containsExactly("launch web-0 in POD-0");
        assertThat(PodScene.of(TWO).sandbox(0).runs("web", 0).actions())
                .containsExactly("launch log-0 in POD-0");
        assertThat(PodScene.of(TWO).sandbox(0).runs("web", 0).runs("log", 0).actions()).isEmpty();
    }

    @Test
    void a_container_that_cannot_be_started_now_does_not_hold_up_the_next() {
        assertThat(PodScene.of(TWO).sandbox(0).tried("web").actions())
                .containsExactly("launch log-0 in POD-0");
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

    @Test
    void what_was_made_and_not_started_is_tried_under_the_same_number() {
        assertThat(PodScene.of(ONE).sandbox(0).created("web", 2, "POD-0").actions())
                .containsExactly("launch web-2 in POD-0");
        assertThat(PodScene.of(ONE).sandbox(0).created("web", 2, "POD-9").actions())
                .containsExactly("launch web-3 in POD-0");
    }

    @Test
    void counting_goes_on_where_the_engine_has_forgotten_a_container() {
        assertThat(PodScene.of(ONE).sandbox(0).restartsKnown("web", 4).actions())
                .containsExactly("launch web-5 in POD-0");
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
    void after_its_wait_it_is_started_again() {
        assertThat(PodScene.of(ONE).sandbox(0).ended("web", 1, 1, 10).backoff("web", 10).actions())
                .containsExactly("launch web-2 in POD-0");
    }

    @Test
    void the_newest_and_the_one_before_it_are_kept() {
        assertThat(
                        PodScene.of(ONE)
                                .sandbox(0)
                                .ended("web", 0, 1, 60)
                                .ended("web", 1, 1, 30)
                                .runs("web", 2)
                                .actions())
                .containsExactly("remove web-0");
    }

    @Test
    void init_containers_run_one_after_the_other_before_the_rest() {
        assertThat(PodScene.of(INIT).sandbox(0).actions())
                .containsExactly("launch first-0 in POD-0");
        assertThat(PodScene.of(INIT).sandbox(0).runs("first", 0).actions()).isEmpty();
        assertThat(PodScene.of(INIT).sandbox(0).ended("first", 0, 0, 1).actions())
                .containsExactly("launch second-0 in POD-0");
        assertThat(
                        PodScene.of(INIT)
                                .sandbox(0)
                                .ended("first", 0, 0, 2)
                                .ended("second", 0, 0, 1)
                                .actions())
                .containsExactly("launch web-0 in POD-0");
    }

    @Test
    void a_failed_init_container_is_tried_again_or_ends_the_pod() {
        assertThat(PodScene.of(INIT).sandbox(0).ended("first", 0, 1, 1).actions())
                .containsExactly("launch first-1 in POD-0");
        assertThat(
                        PodScene.of("\"restartPolicy\":\"Never\"," + INIT)
                                .sandbox(0)
                                .ended("first", 0, 1, 1)
                                .plan()
                                .progress())
                .isEqualTo(Progress.OVER);
    }

    @Test
    void init_containers_are_not_repeated_when_a_container_ends() {
        assertThat(
                        PodScene.of(INIT)
                                .sandbox(0)
                                .ended("first", 0, 0, 60)
                                .ended("second", 0, 0, 50)
                                .ended("web", 0, 1, 1)
                                .actions())
                .containsExactly("launch web-1 in POD-0");
    }

    @Test
    void a_sidecar_comes_up_before_the_rest() {
        PodScene scene = PodScene.of(SIDECAR).sandbox(0).runs("proxy", 0);

        assertThat(
                        scene.check("proxy-0", ContainerHealth.NEW, HookState.NONE, HookState.NONE)
                                .actions())
                .isEmpty();
        assertThat(scene.check("proxy-0", HEALTHY, HookState.NONE, HookState.NONE).actions())
                .containsExactly("launch web-0 in POD-0");
    }

    @Test
    void a_sidecar_is_started_again_whatever_the_pod_says() {
        assertThat(
                        PodScene.of("\"restartPolicy\":\"Never\"," + SIDECAR)
                                .sandbox(0)
                                .ended("proxy", 0, 0, 1)
                                .runs("web", 0)
                                .actions())
                .containsExactly("launch proxy-1 in POD-0");
    }

    @Test
    void sidecars_end_last() {
        PodScene scene =
                PodScene.of(SIDECAR).wish(Wish.VANISH).sandbox(0).runs("proxy", 0).runs("web", 0);
        assertThat(scene.actions()).containsExactly("stop web-0 within 20s: POD_ENDS");

        scene = PodScene.of(SIDECAR).wish(Wish.VANISH).sandbox(0).runs("proxy", 0);
        assertThat(scene.actions()).containsExactly("stop proxy-0 within 20s: POD_ENDS");
    }

    @Test
    void without_its_sandbox_everything_starts_over() {
        assertThat(PodScene.of(TWO).deadSandbox(0).runs("web", 0).actions())
                .containsExactly("stop web-0 within 20s: SANDBOX_LOST");
        assertThat(PodScene.of(TWO).deadSandbox(0).ended("web", 0, 0, 1).actions())
                .containsExactly("remove POD-0", "sandbox 1");
        assertThat(
                        PodScene.of(INIT)
                                .sandbox(1)
                                .ended("first", 0, 0, 60)
                                .ended("second", 0, 0, 50)
                                .ended("web", 0, 137, 1)
                                .actions())
                .containsExactly("launch first-1 in POD-1");
    }

    @Test
    void what_runs_in_an_older_sandbox_is_ended() {
        assertThat(PodScene.of(ONE).deadSandbox(0).sandbox(1).runs("web", 0, "POD-0").actions())
                .containsExactly("remove POD-0", "stop web-0 within 30s: SANDBOX_LOST");
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
    void a_new_image_restarts_its_container() {
        assertThat(
                        PodScene.of(ONE.replace("\"image\"}", "\"other\"}"))
                                .sandbox(0)
                                .runs("web", 0)
                                .actions())
                .containsExactly("stop web-0 within 30s: DEFINITION_CHANGED");
    }

    @Test
    void a_deleted_pod_is_taken_down_from_the_inside_out() {
        assertThat(
                        PodScene.of(TWO)
                                .wish(Wish.VANISH)
                                .sandbox(0)
                                .runs("web", 0)
                                .runs("log", 0)
                                .actions())
                .containsExactly(
                        "stop log-0 within 20s: POD_ENDS", "stop web-0 within 20s: POD_ENDS");
        assertThat(
                        PodScene.of(TWO)
                                .wish(Wish.VANISH)
                                .sandbox(0)
                                .ended("web", 0, 0, 1)
                                .ended("log", 0, 0, 1)
                                .actions())
                .last()
                .isEqualTo("remove POD-0");
        assertThat(PodScene.of(TWO).wish(Wish.VANISH).plan().progress()).isEqualTo(Progress.GONE);
    }

    @Test
    void all_containers_share_the_time_they_have() {
        assertThat(
                        PodScene.of(SIDECAR)
                                .wish(Wish.VANISH)
                                .sandbox(0)
                                .runs("proxy", 0)
                                .ended("web", 0, 0, 1)
                                .stop("web-0", Stop.Stage.ASKED, 15, 20)
                                .actions())
                .containsExactly("stop proxy-0 within 5s: POD_ENDS");
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
