package dev.skiff.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void threads_interleave_at_their_pauses_only() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            orders.add(orderOf(seed));
        }

        assertThat(orders)
                .as("all ways to merge a1 a2 with b1 b2")
                .containsExactlyInAnyOrder(
                        List.of("a1", "a2", "b1", "b2"),
                        List.of("a1", "b1", "a2", "b2"),
                        List.of("a1", "b1", "b2", "a2"),
                        List.of("b1", "b2", "a1", "a2"),
                        List.of("b1", "a1", "b2", "a2"),
                        List.of("b1", "a1", "a2", "b2"));
    }

    @Test
    void the_same_seed_gives_the_same_trace() {
        assertThat(traceOf(5)).isEqualTo(traceOf(5)).isNotEqualTo(traceOf(6));
    }

    @Test
    void time_jumps_to_the_first_who_is_due() {
        Simulation simulation = new Simulation(1);
        Instant start = simulation.now();
        List<String> order = new ArrayList<>();
        simulation.spawn(
                "late",
                () -> {
                    simulation.sleep(Duration.ofHours(2));
                    order.add("late");
                });
        simulation.spawn(
                "early",
                () -> {
                    simulation.sleep(Duration.ofHours(1));
                    order.add("early");
                });

        assertThat(simulation.runUntil(() -> order.size() == 2, Duration.ofDays(1))).isTrue();

        assertThat(order).containsExactly("early", "late");
        assertThat(simulation.now()).isEqualTo(start.plus(Duration.ofHours(2)));
    }

    @Test
    void a_signal_ends_a_wait() {
        Simulation simulation = new Simulation(1);
        List<Instant> woken = new ArrayList<>();
        SimThread sleeper =
                simulation.spawn(
                        "sleeper",
                        () -> {
                            simulation.sleepUntil(Instant.MAX);
                            woken.add(simulation.now());
                        });
        simulation.spawn(
                "waker",
                () -> {
                    simulation.sleep(Duration.ofMinutes(1));
                    sleeper.wake();
                });

        assertThat(simulation.runUntil(() -> !woken.isEmpty(), Duration.ofHours(1))).isTrue();
    }

    @Test
    void a_killed_thread_never_runs_again() {
        Simulation simulation = new Simulation(1);
        List<String> done = new ArrayList<>();
        SimThread thread =
                simulation.spawn(
                        "t",
                        () -> {
                            done.add("before");
                            simulation.pause("here");
                            done.add("after");
                        });
        simulation.step();
        thread.kill();

        assertThat(simulation.step()).isFalse();
        assertThat(done).containsExactly("before");
    }

    @Test
    void what_a_thread_throws_ends_the_run() {
        Simulation simulation = new Simulation(1);
        simulation.spawn(
                "t",
                () -> {
                    throw new IllegalStateException("broken");
                });

        assertThatThrownBy(simulation::step).hasMessage("broken");
    }

    @Test
    void a_pause_within_a_monitor_is_refused() {
        Simulation simulation = new Simulation(1);
        Object monitor = new Object();
        simulation.spawn(
                "t",
                () -> {
                    synchronized (monitor) {
                        simulation.pause("with a lock");
                    }
                });

        assertThatThrownBy(simulation::step).hasMessageContaining("cannot");
    }

    @Test
    void a_run_without_anything_to_do_ends() {
        Simulation simulation = new Simulation(1);
        simulation.spawn("t", () -> simulation.sleepUntil(Instant.MAX));

        assertThat(simulation.runUntil(() -> false, Duration.ofHours(1))).isFalse();
    }

    private static List<String> orderOf(long seed) {
        Simulation simulation = new Simulation(seed);
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            simulation.spawn(
                    name,
                    () -> {
                        order.add(name + 1);
                        simulation.pause("between");
                        order.add(name + 2);
                    });
        }
        while (simulation.step()) {
            assertThat(order).hasSizeLessThanOrEqualTo(4);
        }
        return order;
    }

    private static long traceOf(long seed) {
        Simulation simulation = new Simulation(seed);
        for (int i = 0; i < 5; i++) {
            simulation.spawn(
                    "t" + i,
                    () -> {
                        for (int n = 0; n < 10; n++) {
                            simulation.pause("step " + n);
                        }
                    });
        }
        while (simulation.step()) {
            assertThat(simulation.trace().lines()).isLessThanOrEqualTo(50);
        }
        return simulation.trace().hash();
    }
}
