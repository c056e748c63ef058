package dev.skiff.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.request.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ContainerRuntime] keeps to. An implementation's test extends it and says how to come
/// by a runtime and by a few programs.
public abstract class RuntimeContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Programs that the contract needs; how they are written is up to the engine.
    protected enum Program {
        /// Runs until told to stop.
        RUNS,
        /// Ends at once with code 3.
        EXITS_WITH_3,
        /// Heeds nothing but SIGKILL.
        IGNORES_TERM,
        /// Doesn't exist.
        CANNOT_START,
        /// Writes the lines `one`, `two`, `three`, then runs.
        PRINTS
    }

    private final PodIdentity pod =
            new PodIdentity(
                    "default",
                    "web-" + Long.toHexString(System.nanoTime()),
                    "uid-" + System.nanoTime());
    private final Owner owner = new Owner("contract-" + System.nanoTime(), "node-a");
    private ContainerRuntime runtime;

    /// A runtime of this owner on the engine under test, its network prepared.
    protected abstract ContainerRuntime open(Owner of);

    /// An address of the prepared network.
    protected abstract String address(int host);

    protected abstract String image(Program program);

    protected abstract ProcessSpec process(Program program);

    /// Ends a container from outside, without the runtime under test.
    protected abstract void killBehindItsBack(String id);

    /// Lets what should happen by itself happen.
    protected void letTimePass() {}

    @BeforeEach
    final void openRuntime() {
        runtime = open(owner);
    }

    @AfterEach
    final void removeEverything() {
        runtime.removeEverything();
        runtime.close();
    }

    @Test
    void a_started_sandbox_runs_under_its_pods_name_and_address() {
        String id = startSandbox();

        ContainerState sandbox = runtime.inspect(id).orElseThrow();
        assertThat(sandbox.isSandbox()).isTrue();
        assertThat(sandbox.isRunning()).isTrue();
        assertThat(sandbox.pod()).isEqualTo(pod);
        assertThat(sandbox.address()).contains(address(2));
    }

    @Test
    void a_started_container_runs_with_what_the_agent_noted_on_it() {
        String sandbox = startSandbox();

        String id = startContainer(sandbox, Program.RUNS, 4);

        ContainerState container = runtime.inspect(id).orElseThrow();
        assertThat(container.isRunning()).isTrue();
        assertThat(container.isSandbox()).isFalse();
        assertThat(container.name()).isEqualTo("main");
        assertThat(container.attempt()).isEqualTo(4);
        assertThat(container.imageId()).startsWith("sha256:");
        assertThat(container.labels()).containsEntry("skiff.dev/hash", "abc");
    }

    @Test
    void starting_the_same_again_answers_with_what_is_there() {
        String sandbox = startSandbox();
        String container = startContainer(sandbox, Program.RUNS, 0);

        assertThat(startSandbox()).isEqualTo(sandbox);
        assertThat(startContainer(sandbox, Program.RUNS, 0)).isEqualTo(container);
        assertThat(runtime.list()).hasSize(2);
    }

    @Test
    void a_container_that_ended_is_kept_with_its_exit_code() {
        String id = startContainer(startSandbox(), Program.EXITS_WITH_3, 0);

        ContainerPhase.Exited exited = awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(3);
        assertThat(exited.outOfMemory()).isFalse();
        assertThat(exited.finishedAt()).isAfterOrEqualTo(exited.startedAt());
    }

    @Test
    void a_command_that_does_not_exist_is_refused_at_start_and_stays_visible() {
        StartOutcome outcome =
                runtime.startContainer(spec(startSandbox(), Program.CANNOT_START, 0));

        assertThat(outcome).isInstanceOf(StartOutcome.StartRefused.class);
        String id = ((StartOutcome.StartRefused) outcome).id();
        assertThat(runtime.inspect(id).orElseThrow().phase())
                .isInstanceOf(ContainerPhase.Unstartable.class);
    }

    @Test
    void an_image_that_is_not_there_is_refused_at_creation() {
        ContainerSpec wanted = spec(startSandbox(), Program.RUNS, 0);
        ContainerSpec spec =
                new ContainerSpec(
                        pod,
                        "main",
                        0,
                        wanted.sandboxId(),
                        NamespaceMode.CONTAINER,
                        missingImage(),
                        wanted.process(),
                        List.of(),
                        wanted.resources(),
                        wanted.security(),
                        Map.of());

        assertThat(runtime.startContainer(spec)).isInstanceOf(StartOutcome.CreateRefused.class);
        assertThat(runtime.findImage(missingImage())).isEmpty();
    }

    /// The name of an image that the engine doesn't have.
    protected String missingImage() {
        return "skiff.invalid/nothing:none";
    }

    @Test
    void a_container_cannot_join_a_sandbox_that_is_gone() {
        String sandbox = startSandbox();
        runtime.remove(sandbox);

        assertThat(runtime.startContainer(spec(sandbox, Program.RUNS, 0)))
                .isEqualTo(new StartOutcome.SandboxGone());
    }

    @Test
    void a_signal_ends_a_container_and_none_is_needed_for_one_that_ended() {
        String id = startContainer(startSandbox(), Program.RUNS, 0);

        runtime.signal(id, "SIGTERM");

        assertThat(awaitExit(id).exitCode()).isIn(0, 143);
        runtime.signal(id, "SIGTERM");
        runtime.signal("0".repeat(64), "SIGTERM");
    }

    @Test
    void only_a_kill_ends_a_container_that_ignores_termination() {
        String id = startContainer(startSandbox(), Program.IGNORES_TERM, 0);

        runtime.signal(id, "SIGTERM");
        assertThat(runtime.inspect(id).orElseThrow().isRunning()).isTrue();
        runtime.signal(id, "SIGKILL");

        assertThat(awaitExit(id).exitCode()).isEqualTo(137);
    }

    @Test
    void removing_takes_running_containers_too_and_may_be_repeated() {
        String sandbox = startSandbox();
        String id = startContainer(sandbox, Program.IGNORES_TERM, 0);

        runtime.remove(id);
        runtime.remove(id);
        runtime.remove(sandbox);

        assertThat(runtime.inspect(id)).isEmpty();
        assertThat(runtime.list()).isEmpty();
    }

    @Test
    void an_owner_neither_sees_nor_touches_what_others_made() {
        String sandbox = startSandbox();
        Owner neighbour = new Owner(owner.cluster(), "node-b");
        try (ContainerRuntime other = open(neighbour)) {
            assertThat(other.list()).isEmpty();
            assertThat(other.inspect(sandbox)).isEmpty();
            other.signal(sandbox, "SIGKILL");
            other.remove(sandbox);
            other.removeEverything();
        }
        assertThat(runtime.inspect(sandbox).orElseThrow().isRunning()).isTrue();
    }

    @Test
    void a_runtime_opened_later_finds_what_an_earlier_one_started() {
        String sandbox = startSandbox();
        String container = startContainer(sandbox, Program.RUNS, 0);
        runtime.close();

        runtime = open(owner);

        assertThat(runtime.list())
                .extracting(ContainerState::id)
                .containsExactlyInAnyOrder(sandbox, container);
        assertThat(runtime.list()).allMatch(ContainerState::isRunning);
    }

    @Test
    void changes_are_told_without_being_asked_for() {
        Heard heard = new Heard();
        runtime.listen(heard);
        String id = startContainer(startSandbox(), Program.RUNS, 0);
        await().atMost(PATIENCE).until(() -> heard.ids.contains(id));
        heard.ids.clear();

        killBehindItsBack(id);

        await().atMost(PATIENCE).until(() -> heard.ids.contains(id));
        assertThat(awaitExit(id).exitCode()).isEqualTo(137);
    }

    @Test
    void what_a_container_wrote_can_be_read_whole_or_from_the_end() throws IOException {
        String id = startContainer(startSandbox(), Program.PRINTS, 0);
        awaitLines(id, 3);

        assertThat(logs(id, LogOptions.ALL)).isEqualTo("one\ntwo\nthree\n");
        assertThat(logs(id, tail(2))).isEqualTo("two\nthree\n");
        assertThat(logs(id, tail(0))).isEmpty();
        assertThat(runtime.logs("0".repeat(64), LogOptions.ALL)).isEmpty();
    }

    @Test
    void followed_output_ends_with_the_container() throws IOException {
        String id = startContainer(startSandbox(), Program.PRINTS, 0);
        awaitLines(id, 3);
        LogOptions follow = new LogOptions(true, OptionalLong.empty(), Optional.empty(), false);
        ByteStream stream = runtime.logs(id, follow).orElseThrow();
        killBehindItsBack(id);

        assertThat(read(stream)).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void commands_run_in_running_containers_only() {
        String sandbox = startSandbox();
        String id = startContainer(sandbox, Program.RUNS, 0);
        Duration limit = Duration.ofSeconds(10);

        assertThat(runtime.exec(id, List.of("true"), limit))
                .isEqualTo(new ExecOutcome.Finished(0, ""));
        runtime.signal(id, "SIGKILL");
        awaitExit(id);
        assertThat(runtime.exec(id, List.of("true"), limit))
                .isInstanceOf(ExecOutcome.Refused.class);
    }

    /// The id of the sandbox of this test's pod.
    protected final String startSandbox() {
        SandboxSpec spec =
                new SandboxSpec(
                        pod,
                        0,
                        pod.name(),
                        new SandboxNetwork.PodNetwork(address(2)),
                        NamespaceMode.POD,
                        NamespaceMode.CONTAINER,
                        List.of(),
                        List.of(),
                        Map.of());
        StartOutcome outcome = runtime.startSandbox(spec);
        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        return ((StartOutcome.Started) outcome).id();
    }

    private String startContainer(String sandbox, Program program, int attempt) {
        StartOutcome outcome = runtime.startContainer(spec(sandbox, program, attempt));
        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        return ((StartOutcome.Started) outcome).id();
    }

    private ContainerSpec spec(String sandbox, Program program, int attempt) {
        return new ContainerSpec(
                pod,
                "main",
                attempt,
                sandbox,
                NamespaceMode.CONTAINER,
                image(program),
                process(program),
                List.of(),
                ResourceLimits.NONE,
                SecuritySettings.NONE,
                Map.of("skiff.dev/hash", "abc"));
    }

    private ContainerPhase.Exited awaitExit(String id) {
        letTimePass();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                runtime.inspect(id).orElseThrow().phase()
                                        instanceof ContainerPhase.Exited);
        return (ContainerPhase.Exited) runtime.inspect(id).orElseThrow().phase();
    }

    private void awaitLines(String id, int count) {
        letTimePass();
        await().atMost(PATIENCE).until(() -> logs(id, LogOptions.ALL).lines().count() >= count);
    }

    private static LogOptions tail(long lines) {
        return new LogOptions(false, OptionalLong.of(lines), Optional.empty(), false);
    }

    private String logs(String id, LogOptions options) throws IOException {
        return read(runtime.logs(id, options).orElseThrow());
    }

    private static String read(ByteStream stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (stream) {
            stream.copyTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class Heard implements RuntimeListener {
        private final Set<String> ids = ConcurrentHashMap.newKeySet();
        private final AtomicInteger gaps = new AtomicInteger();

        @Override
        public void changed(PodIdentity pod, String containerId) {
            ids.add(containerId);
        }

        @Override
        public void missedEvents() {
            gaps.incrementAndGet();
        }
    }
}
