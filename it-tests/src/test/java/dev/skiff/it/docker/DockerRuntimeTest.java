package dev.skiff.it.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.ProcessSpec;
import dev.skiff.agent.runtime.RuntimeContract;
import dev.skiff.agent.runtime.docker.DockerRuntime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerRuntimeTest extends RuntimeContract {
    /// Kept clear of the ranges that clusters choose from.
    private static final String RANGE = "10.213.0.0/24";

    @BeforeAll
    static void requireEngine() {
        RealEngine.require();
    }

    @Override
    protected ContainerRuntime open(Owner of) {
        ContainerRuntime runtime = DockerRuntime.connect(RealEngine.socket(), of);
        assertThat(runtime.prepare(RANGE)).isEqualTo(new NetworkOutcome.Ready());
        return runtime;
    }

    @Override
    protected String address(int host) {
        return "10.213.0." + host;
    }

    @Override
    protected String image(Program program) {
        return RealEngine.IMAGE;
    }

    @Override
    protected ProcessSpec process(Program program) {
        List<String> command =
                switch (program) {
                    case RUNS -> List.of("sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait");
                    case EXITS_WITH_3 -> List.of("sh", "-c", "exit 3");
                    case IGNORES_TERM -> List.of("sleep", "1000");
                    case CANNOT_START -> List.of("no-such-command");
                    case PRINTS ->
                            List.of("sh", "-c", "echo one; echo two; echo three; sleep 1000");
                };
        return new ProcessSpec(command, List.of(), List.of(), "", ProcessSpec.Console.NONE);
    }

    @Override
    protected void killBehindItsBack(String id) {
        RealEngine.docker("kill", id);
    }

    @Test
    void a_sandbox_image_that_somebody_removed_is_made_again() {
        RealEngine.docker("image", "rm", "--force", "skiff/sandbox:1");

        String id = startSandbox();

        assertThat(RealEngine.docker("inspect", "--format", "{{.State.Running}}", id))
                .isEqualTo("true");
    }
}
