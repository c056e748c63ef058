package dev.skiff.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.probe.ProbeAnswer;
import dev.skiff.agent.probe.ProbeExecutor;
import dev.skiff.agent.probe.Prober;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.fake.FakeEngine;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HookLoopTest {
    private static final PodIdentity POD = new PodIdentity("default", "p", "u");
    private static final HookLoop.Target TARGET =
            new HookLoop.Target(
                    POD,
                    "id",
                    new ContainerBuilder().withName("web").build(),
                    "10.0.0.9",
                    Duration.ofSeconds(5));

    private final VirtualTime time = VirtualTime.atNewYear();
    private final List<PodIdentity> lookedAt = new ArrayList<>();
    private ProbeAnswer answer = new ProbeAnswer.Success();
    private final HookLoop loop = newLoop();

    private HookLoop newLoop() {
        var runtime = new FakeEngine(time).runtimeFor(new Owner("c", "n"));
        Prober prober =
                new Prober() {
                    @Override
                    public ProbeAnswer http(HttpTarget target, Duration timeout) {
                        return answer;
                    }

                    @Override
                    public ProbeAnswer tcp(String host, int port, Duration timeout) {
                        return answer;
                    }
                };
        return new HookLoop(
                runtime, new ProbeExecutor(runtime, prober), time, new Random(1), lookedAt::add);
    }

    @Test
    void a_hook_runs_once_and_its_pod_is_looked_at_again() {
        loop.begin(TARGET, HookKind.POST_START, request());
        assertThat(loop.state("id", HookKind.POST_START)).isEqualTo(HookState.RUNNING);

        settle();
        assertThat(loop.state("id", HookKind.POST_START)).isEqualTo(HookState.SUCCEEDED);
        assertThat(lookedAt).containsExactly(POD);

        loop.begin(TARGET, HookKind.POST_START, request());
        settle();
        assertThat(lookedAt).hasSize(1);
    }

    @Test
    void a_request_without_success_fails_the_hook() {
        answer = new ProbeAnswer.Failure("500");
        loop.begin(TARGET, HookKind.PRE_STOP, request());

        settle();

        assertThat(loop.state("id", HookKind.PRE_STOP)).isEqualTo(HookState.FAILED);
        assertThat(loop.state("id", HookKind.POST_START)).isEqualTo(HookState.NONE);
    }

    @Test
    void a_command_in_a_container_that_is_gone_fails_the_hook() {
        loop.begin(
                TARGET,
                HookKind.PRE_STOP,
                new LifecycleHandlerBuilder().withNewExec().withCommand("true").endExec().build());

        settle();

        assertThat(loop.state("id", HookKind.PRE_STOP)).isEqualTo(HookState.FAILED);
    }

    @Test
    void a_sleep_takes_its_time() {
        loop.begin(
                TARGET,
                HookKind.PRE_STOP,
                new LifecycleHandlerBuilder().withNewSleep().withSeconds(3L).endSleep().build());
        settle();
        assertThat(loop.state("id", HookKind.PRE_STOP)).isEqualTo(HookState.RUNNING);

        time.advance(Duration.ofSeconds(3));
        settle();
        assertThat(loop.state("id", HookKind.PRE_STOP)).isEqualTo(HookState.SUCCEEDED);
    }

    @Test
    void what_is_forgotten_is_as_if_it_never_was() {
        loop.begin(TARGET, HookKind.POST_START, request());
        loop.forget("id");

        settle();

        assertThat(loop.state("id", HookKind.POST_START)).isEqualTo(HookState.NONE);
        assertThat(lookedAt).isEmpty();
    }

    private static LifecycleHandler request() {
        return new LifecycleHandlerBuilder()
                .withNewHttpGet()
                .withPort(new IntOrString(8080))
                .endHttpGet()
                .build();
    }

    private void settle() {
        boolean worked = true;
        while (worked) {
            worked = loop.loop().step();
        }
    }
}
