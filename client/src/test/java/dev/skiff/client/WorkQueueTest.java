package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final VirtualTime time = VirtualTime.atNewYear();
    private final WorkQueue<String> queue = new WorkQueue<>(time, new SplittableRandom(1));

    @Test
    void keys_come_in_the_order_they_were_first_added() {
        queue.add("b");
        queue.add("a");
        queue.add("b");

        assertThat(pollAll()).containsExactly("b", "a");
    }

    @Test
    void a_key_being_worked_on_is_not_handed_out_again_until_done() {
        queue.add("a");
        queue.poll();
        queue.add("a");
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.nextDue()).isEqualTo(Instant.MAX);

        queue.done("a");

        assertThat(queue.poll()).contains("a");
    }

    @Test
    void a_key_done_without_being_added_does_not_come_back() {
        queue.add("a");
        queue.poll();
        queue.done("a");

        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void delayed_keys_come_when_due_and_the_shortest_delay_counts() {
        queue.addAfter("late", Duration.ofSeconds(3));
        queue.addAfter("a", Duration.ofSeconds(5));
        queue.addAfter("a", Duration.ofSeconds(2));
        queue.addAfter("a", Duration.ofSeconds(9));

        assertThat(queue.nextDue()).isEqualTo(time.instant().plusSeconds(2));
        assertThat(pollAll()).isEmpty();
        time.advance(Duration.ofSeconds(2));
        assertThat(pollAll()).containsExactly("a");
        time.advance(Duration.ofSeconds(10));
        assertThat(pollAll()).containsExactly("late");
    }

    @Test
    void taking_a_key_cancels_its_delay() {
        queue.addAfter("a", Duration.ofSeconds(2));
        queue.add("a");

        assertThat(pollAll()).containsExactly("a");
        assertThat(queue.nextDue()).isEqualTo(Instant.MAX);
    }

    @Test
    void back_off_doubles_up_to_a_bound_and_starts_over_when_forgotten() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            millis.add(backOff());
        }
        assertThat(millis.get(0)).isBetween(10L, 20L);
        assertThat(millis.get(1)).isBetween(20L, 40L);
        assertThat(millis.get(19)).isBetween(30_000L, 60_000L);

        queue.forget("a");

        assertThat(backOff()).isBetween(10L, 20L);
    }

    @Test
    void whoever_waits_is_woken_by_every_way_to_add() {
        AtomicInteger wakes = new AtomicInteger();
        queue.onWork(wakes::incrementAndGet);

        queue.add("a");
        queue.addAfter("b", Duration.ofSeconds(1));
        queue.addWithBackoff("c");

        assertThat(wakes).hasValue(3);
    }

    private long backOff() {
        queue.addWithBackoff("a");
        Duration delay = Duration.between(time.instant(), queue.nextDue());
        time.advance(delay);
        assertThat(pollAll()).containsExactly("a");
        return delay.toMillis();
    }

    private List<String> pollAll() {
        List<String> keys = new ArrayList<>();
        for (var key = queue.poll(); key.isPresent(); key = queue.poll()) {
            keys.add(key.get());
            queue.done(key.get());
        }
        return keys;
    }
}
