package dev.skiff.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.scheduler.Objects;
import dev.skiff.scheduler.snapshot.PodRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulingQueueTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    private final SchedulingQueue queue = new SchedulingQueue(new Random(1));

    @Test
    void pods_come_by_priority_then_by_age() {
        put("first", 0);
        put("second", 0);
        put("urgent", 10);

        assertThat(takenNames(START)).containsExactly("urgent", "first", "second");
    }

    @Test
    void news_about_a_waiting_pod_keeps_its_place() {
        put("first", 0);
        put("second", 0);
        put("first", 0);

        assertThat(takenNames(START)).containsExactly("first", "second");
    }

    @Test
    void a_removed_pod_does_not_come() {
        put("p", 0);
        queue.remove(key("p"));

        assertThat(queue.take(START)).isEmpty();
        assertThat(queue.nextDue()).isEqualTo(Instant.MAX);
    }

    @Test
    void a_pod_made_anew_under_the_same_name_starts_afresh() {
        put("p", 0);
        refuse("p", START);

        queue.put(
                PodRecord.of(pod("p", 0).editMetadata().withUid("new").endMetadata().build()),
                START);

        assertThat(queue.take(START).orElseThrow().uid()).isEqualTo("new");
    }

    @Test
    void a_pod_that_backs_off_returns_by_itself_each_time_later() {
        put("p", 0);
        Instant now = START;
        Duration before = Duration.ZERO;
        for (int failure = 1; failure <= 3; failure++) {
            queue.take(now);
            queue.backOff(key("p"), now);
            Duration wait = Duration.between(now, queue.nextDue());
            assertThat(wait)
                    .isGreaterThan(before.dividedBy(2))
                    .isLessThanOrEqualTo(LONGEST_BACKOFF);
            assertThat(queue.take(now)).isEmpty();
            now = queue.nextDue();
            before = wait;
        }

        assertThat(queue.take(now)).isPresent();
    }

    @Test
    void a_refused_pod_waits_for_a_change_that_helps_it() {
        put("p", 0);
        refuse("p", START);
        Instant later = START.plusSeconds(60);

        queue.reconsider(_ -> false, later);
        assertThat(queue.take(later)).isEmpty();

        queue.reconsider(_ -> true, later);
        assertThat(queue.take(later)).isPresent();
        assertThat(queue.hasRefused()).isFalse();
    }

    @Test
    void a_change_does_not_cut_a_back_off_short() {
        put("p", 0);
        refuse("p", START);

        queue.reconsider(_ -> true, START);

        assertThat(queue.take(START)).isEmpty();
        assertThat(queue.take(START.plusSeconds(1))).isPresent();
    }

    @Test
    void a_refused_pod_gets_another_chance_after_a_while_in_any_case() {
        put("p", 0);
        refuse("p", START);

        assertThat(queue.nextDue()).isEqualTo(START.plus(SchedulingQueue.LONGEST_REFUSAL));
        assertThat(queue.take(queue.nextDue())).isPresent();
    }

    @Test
    void a_refused_pod_that_changes_its_shape_gets_another_chance() {
        put("p", 0);
        refuse("p", START);
        PodRecord tolerant =
                PodRecord.of(
                        pod("p", 0)
                                .editSpec()
                                .addNewToleration()
                                .withOperator("Exists")
                                .endToleration()
                                .endSpec()
                                .build());

        queue.put(tolerant, START.plusSeconds(5));

        assertThat(queue.take(START.plusSeconds(5))).contains(tolerant);
    }

    @Test
    void a_refused_pod_whose_status_changes_stays_refused() {
        put("p", 0);
        refuse("p", START);

        queue.put(
                PodRecord.of(pod("p", 0).editStatus().withPhase("Pending").endStatus().build()),
                START.plusSeconds(5));

        assertThat(queue.take(START.plusSeconds(5))).isEmpty();
        assertThat(queue.hasRefused()).isTrue();
    }

    @Test
    void news_about_a_taken_pod_is_kept_for_its_return() {
        put("p", 0);
        queue.take(START);
        PodRecord newer =
                PodRecord.of(
                        pod("p", 0).editMetadata().withResourceVersion("7").endMetadata().build());

        queue.put(newer, START);
        assertThat(queue.take(START)).isEmpty();
        queue.backOff(key("p"), START);

        assertThat(queue.take(START.plusSeconds(1))).contains(newer);
    }

    @Test
    void every_shape_is_asked_about_once() {
        put("a", 0);
        put("b", 0);
        refuse("a", START);
        refuse("b", START);
        var asked = new ArrayList<PodShape>();

        queue.reconsider(
                shape -> {
                    asked.add(shape);
                    return true;
                },
                START.plusSeconds(60));

        assertThat(asked).hasSize(1);
        assertThat(takenNames(START.plusSeconds(60))).containsExactly("a", "b");
    }

    @Test
    void only_a_taken_pod_can_fail() {
        put("p", 0);

        assertThatThrownBy(() -> queue.refuse(key("p"), START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("default/p");
    }

    private void put(String name, int priority) {
        queue.put(PodRecord.of(pod(name, priority).build()), START);
    }

    private void refuse(String name, Instant now) {
        assertThat(queue.take(now).orElseThrow().key()).isEqualTo(key(name));
        queue.refuse(key(name), now);
    }

    private List<String> takenNames(Instant now) {
        var names = new ArrayList<String>();
        for (var pod = queue.take(now); pod.isPresent(); pod = queue.take(now)) {
            names.add(pod.get().key().name());
        }
        return names;
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }

    private static PodBuilder pod(String name, int priority) {
        return Objects.pod(name, "100m", "64Mi").editSpec().withPriority(priority).endSpec();
    }
}
