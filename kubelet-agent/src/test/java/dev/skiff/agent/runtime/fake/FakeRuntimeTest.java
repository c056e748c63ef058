package dev.skiff.agent.runtime.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.ProcessSpec;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RuntimeContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeRuntimeTest extends RuntimeContract {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeEngine engine = new FakeEngine(() -> START);

    @Override
    protected ContainerRuntime open(Owner of) {
        engine.program(image(Program.EXITS_WITH_3), new FakeProgram.ExitsAfter(Duration.ZERO, 3));
        engine.program(image(Program.IGNORES_TERM), new FakeProgram.IgnoresTerm());
        engine.program(image(Program.CANNOT_START), new FakeProgram.CannotStart("no such command"));
        engine.removeImage(missingImage());
        return engine.runtimeFor(of);
    }

    @Override
    protected String address(int host) {
        return "10.42.0." + host;
    }

    @Override
    protected String image(Program program) {
        return program.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected ProcessSpec process(Program program) {
        return new ProcessSpec(List.of(), List.of(), List.of(), "", ProcessSpec.Console.NONE);
    }

    @Override
    protected void killBehindItsBack(String id) {
        engine.crash(id, 137);
    }

    @Override
    protected void letTimePass() {
        engine.step();
        for (ContainerState container : engine.everything()) {
            if (container.image().equals(image(Program.PRINTS))) {
                List.of("one", "two", "three").forEach(line -> engine.print(container.id(), line));
            }
        }
    }

    @Test
    void an_engine_that_is_away_fails_every_call_until_it_is_back() {
        FakeRuntime runtime = engine.runtimeFor(new Owner("c", "n"));
        engine.becomeUnavailable("stopped by the test");

        assertThatThrownBy(runtime::list)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("fake engine: stopped by the test");
        engine.becomeAvailable();
        assertThat(runtime.list()).isEmpty();
    }

    @Test
    void a_pull_brings_the_image_unless_it_is_made_to_fail() {
        FakeRuntime runtime = engine.runtimeFor(new Owner("c", "n"));
        engine.failPulls("web:1", "no such host");

        assertThat(runtime.pull("web:1", Optional.empty()))
                .isEqualTo(new PullOutcome.Failed("no such host"));
        engine.mendPulls("web:1");

        assertThat(runtime.pull("web:1", Optional.empty())).isInstanceOf(PullOutcome.Pulled.class);
        assertThat(runtime.findImage("web:1")).isPresent();
    }

    @Test
    void an_image_is_the_same_by_its_name_and_by_its_id() {
        FakeRuntime runtime = engine.runtimeFor(new Owner("c", "n"));
        String id = runtime.findImage("web:1").orElseThrow().id();

        assertThat(runtime.findImage(id)).isEqualTo(runtime.findImage("web:1"));
        engine.removeImage("web:1");

        assertThat(runtime.findImage(id)).isEmpty();
    }
}
