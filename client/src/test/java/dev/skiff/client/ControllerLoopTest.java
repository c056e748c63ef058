package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ControllerLoopTest {
    private final VirtualTime time = VirtualTime.atNewYear();
    private final WorkQueue<String> queue = new WorkQueue<>(time, new SplittableRandom(1));
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void a_settled_key_is_not_run_again() {
        ControllerLoop<String> loop = loop(_ -> Outcome.settled());
        queue.add("a");

        assertThat(loop.step()).isTrue();
        assertThat(loop.step()).isFalse();
        assertThat(loop.nextDue()).isEqualTo(Instant.MAX);
    }

    @Test
    void a_delayed_key_runs_when_due() {
        ControllerLoop<String> loop = loop(_ -> Outcome.retryAfter(Duration.ofSeconds(5), "why"));
        queue.add("a");
        loop.step();
        assertThat(loop.step()).isFalse();

        time.advanceTo(loop.nextDue());

        assertThat(loop.step()).isTrue();
        assertThat(runs).hasValue(2);
    }

    @Test
    void when_the_outside_world_fails_the_key_is_queued_again() {
        ControllerLoop<String> loop =
                loop(
                        _ -> {
                            throw new OutsideWorldException("in a test");
                        });
        queue.add("a");
        loop.step();

        assertThat(loop.nextDue()).isBefore(time.instant().plusMillis(21));
    }

    @Test
    void a_bug_is_not_hidden_but_the_key_is_kept() {
        ControllerLoop<String> loop =
                loop(
                        _ -> {
                            throw new IllegalStateException("in a test");
                        });
        queue.add("a");

        assertThatThrownBy(loop::step).isInstanceOf(IllegalStateException.class);
        assertThat(loop.nextDue()).isBefore(time.instant().plusMillis(21));
    }

    @Test
    void nothing_runs_before_the_copies_are_complete() {
        Lister<String> copy = new Lister<>();
        ControllerLoop<String> loop =
                new ControllerLoop<>(
                        queue,
                        _ -> Outcome.settled(),
                        List.of(copy),
                        LoggerFactory.getLogger("test"));
        AtomicInteger wakes = new AtomicInteger();
        loop.onWork(wakes::incrementAndGet);
        queue.add("a");
        assertThat(loop.step()).isFalse();

        copy.markSynced();

        assertThat(wakes).hasValue(2);
        assertThat(loop.step()).isTrue();
    }

    private ControllerLoop<String> loop(Reconciler<String> reconciler) {
        return new ControllerLoop<>(
                queue,
                key -> {
                    runs.incrementAndGet();
                    return reconciler.reconcile(key);
                },
                List.of(),
                LoggerFactory.getLogger("test"));
    }
}
