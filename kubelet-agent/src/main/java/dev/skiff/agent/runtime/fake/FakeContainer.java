package dev.skiff.agent.runtime.fake;

import dev.skiff.agent.runtime.ContainerState;
import java.time.Instant;

/// One container of a [FakeEngine]; guarded by the engine.
final class FakeContainer {
    private final String engineName;
    private final FakeProgram program;
    private final StringBuilder output = new StringBuilder();
    private ContainerState state;

    /// When it will end by itself; `Instant.MAX` if never.
    private Instant endsAt = Instant.MAX;

    FakeContainer(String engineName, FakeProgram program, ContainerState state) {
        this.engineName = engineName;
        this.program = program;
        this.state = state;
    }

    String engineName() {
        return engineName;
    }

    FakeProgram program() {
        return program;
    }

    ContainerState state() {
        return state;
    }

    void become(ContainerState next) {
        state = next;
    }

    Instant endsAt() {
        return endsAt;
    }

    void endAt(Instant instant) {
        endsAt = instant;
    }

    StringBuilder output() {
        return output;
    }
}
