package dev.skiff.it.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A Deployment is created, scaled, updated and deleted while processes die, watches are cut, calls
/// and answers are lost, and nodes go and return.
class DeploymentSimulationTest {
    private static final int SEEDS = 20;

    /// The first so many seeds, or one: `-Dskiff.sim.seed=N`.
    static LongStream seeds() {
        Long chosen = Long.getLong("skiff.sim.seed");
        return chosen == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(chosen);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_deployment_ends_as_asked_for_whatever_fails_on_the_way(long seed) {
        new DeploymentScenario(seed).run();
    }

    @Test
    void the_same_seed_gives_the_same_trace() {
        assertThat(new DeploymentScenario(42).run()).isEqualTo(new DeploymentScenario(42).run());
    }
}
