package dev.skiff.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import dev.skiff.scheduler.FakeApi.Fate;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole scheduler, stepped by hand, against a small API.
class SchedulerTest {
    private static final String NO_ROOM =
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1"
                    + " No preemption victims found for incoming pod.";

    private final VirtualTime time = VirtualTime.atNewYear();
    private final FakeApi api = new FakeApi();
    private Scheduler scheduler;

    @BeforeEach
    void start() {
        scheduler = new Scheduler(api, time, new Random(1));
    }

    @Test
    void a_pod_is_bound_and_its_user_told() {
        api.put(node("n1"));
        api.put(Objects.simplePod("p"));

        settle();

        assertThat(api.nodeOf("p")).isEqualTo("n1");
        assertThat(api.events).containsExactly("Scheduled: Successfully assigned default/p to n1");
    }

    @Test
    void nothing_is_placed_before_all_pods_are_known() {
        api.holdsBackPods = true;
        api.put(node("n1"));
        api.put(assigned("old", "4", "n1"));
        api.put(Objects.simplePod("p"));
        settle();
        assertThat(api.writes).isEmpty();

        api.holdsBackPods = false;
        settle();

        assertThat(api.nodeOf("p")).isEmpty();
    }

    @Test
    void pods_of_other_schedulers_gated_and_dying_pods_are_left_alone() {
        api.put(node("n1"));
        api.put(pod("other").editSpec().withSchedulerName("mine").endSpec().build());
        api.put(pod("gated").editSpec().addNewSchedulingGate("wait").endSpec().build());
        api.put(
                pod("dying")
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build());

        settle();

        assertThat(api.writes).isEmpty();
        assertThat(api.events).isEmpty();
    }

    @Test
    void a_pod_is_placed_once_its_gates_are_open() {
        api.put(node("n1"));
        api.put(pod("p").editSpec().addNewSchedulingGate("wait").endSpec().build());
        settle();

        api.put(Objects.simplePod("p"));
        settle();

        assertThat(api.nodeOf("p")).isEqualTo("n1");
    }

    @Test
    void a_pod_that_fits_nowhere_is_told_why_in_condition_and_event() {
        api.put(node("n1"));
        api.put(assigned("old", "4", "n1"));
        api.put(Objects.simplePod("p"));

        settle();

        assertThat(api.events).containsExactly("FailedScheduling: " + NO_ROOM);
        assertThat(api.scheduledCondition("p"))
                .hasToString(
                        "{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":\"Unschedulable\",\"message\":\""
                                + NO_ROOM
                                + "\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void the_same_refusal_is_not_written_twice() {
        api.put(node("n1"));
        api.put(assigned("old", "4", "n1"));
        api.put(Objects.simplePod("p"));
        settle();
        int before = api.writes.size();

        time.advance(Duration.ofMinutes(6));
        settle();

        assertThat(api.writes).hasSize(before);
        assertThat(api.events).hasSize(2);
    }

    @Test
    void a_refused_pod_is_placed_when_room_appears() {
        api.put(node("n1"));
        api.put(assigned("old", "4", "n1"));
        api.put(Objects.simplePod("p"));
        settle();

        time.advance(Duration.ofSeconds(5));
        api.delete(Kinds.POD, "old");
        settle();

        assertThat(api.nodeOf("p")).isEqualTo("n1");
    }

    @Test
    void a_refused_pod_is_placed_when_its_node_is_uncordoned_untainted_labelled_or_new() {
        api.put(new NodeBuilder(node("n1")).editSpec().withUnschedulable(true).endSpec().build());
        api.put(
                new NodeBuilder(node("n2"))
                        .editSpec()
                        .addNewTaint("NoSchedule", "k", null, "v")
                        .endSpec()
                        .build());
        api.put(pod("any").build());
        api.put(pod("zoned").editSpec().addToNodeSelector("zone", "a").endSpec().build());
        api.put(pod("disked").editSpec().addToNodeSelector("disk", "ssd").endSpec().build());
        settle();
        time.advance(Duration.ofSeconds(5));

        api.put(node("n1"));
        settle();
        assertThat(api.nodeOf("any")).isEqualTo("n1");
        assertThat(api.nodeOf("zoned")).isEmpty();

        api.put(labelled("n1", "zone", "a"));
        settle();
        assertThat(api.nodeOf("zoned")).isEqualTo("n1");
        assertThat(api.nodeOf("disked")).isEmpty();

        api.put(labelled("n3", "disk", "ssd"));
        settle();
        assertThat(api.nodeOf("disked")).isEqualTo("n3");
    }

    @Test
    void an_irrelevant_change_wakes_no_refused_pod() {
        api.put(node("n1"));
        api.put(pod("zoned").editSpec().addToNodeSelector("zone", "a").endSpec().build());
        settle();
        time.advance(Duration.ofSeconds(5));

        api.put(labelled("n1", "zone", "b"));
        api.put(node("n2"));
        settle();

        assertThat(api.events).hasSize(1);
    }

    @Test
    void a_binding_whose_answer_is_lost_is_made_once_and_holds_its_room_meanwhile() {
        api.put(node("n1"));
        api.put(Objects.pod("p", "3", "1Gi").build());
        api.holdsBackPods = false;
        api.fates.add(Fate.ANSWER_LOST);
        settle();
        api.put(Objects.pod("q", "3", "1Gi").build());

        settleFor(Duration.ofMinutes(1));

        assertThat(api.nodeOf("p")).isEqualTo("n1");
        assertThat(api.nodeOf("q")).isEmpty();
    }

    @Test
    void a_binding_that_is_lost_is_tried_again() {
        api.put(node("n1"));
        api.put(Objects.simplePod("p"));
        api.fates.add(Fate.LOST);
        api.fates.add(Fate.LOST);

        settleFor(Duration.ofSeconds(5));

        assertThat(api.nodeOf("p")).isEqualTo("n1");
        assertThat(api.events).containsExactly("Scheduled: Successfully assigned default/p to n1");
    }

    /// The node may have told of the pod's containers before the binding was answered.
    @Test
    void the_event_of_a_binding_bears_the_time_of_the_decision() {
        api.put(node("n1"));
        api.put(Objects.simplePod("p"));
        api.fates.add(Fate.LOST);

        settleFor(Duration.ofSeconds(5));

        assertThat(api.events).containsExactly("Scheduled: Successfully assigned default/p to n1");
        assertThat(api.eventTimes).containsExactly("2026-01-01T00:00:00Z");
    }

    @Test
    void a_refused_binding_frees_the_room_and_the_pod_tries_again() {
        api.put(node("n1"));
        api.put(Objects.simplePod("p"));
        api.fates.add(Fate.REFUSED);

        settle();
        assertThat(api.nodeOf("p")).isEmpty();
        assertThat(api.scheduledCondition("p").path("reason").asText()).isEqualTo("SchedulerError");
        settleFor(Duration.ofSeconds(2));

        assertThat(api.nodeOf("p")).isEqualTo("n1");
        assertThat(api.events)
                .containsExactly(
                        "FailedScheduling: running Bind plugin \"DefaultBinder\": pods \"p\" is"
                                + " forbidden: in a test",
                        "Scheduled: Successfully assigned default/p to n1");
    }

    @Test
    void a_pod_bound_by_somebody_else_counts_where_it_is() {
        api.put(node("n1"));
        api.put(Objects.pod("p", "3", "1Gi").build());
        settleWatches();
        api.holdsBackPods = true;
        api.put(assigned("p", "3", "elsewhere"));
        settle();
        api.holdsBackPods = false;

        api.put(Objects.pod("q", "3", "1Gi").build());
        settle();

        assertThat(api.nodeOf("p")).isEqualTo("elsewhere");
        assertThat(api.nodeOf("q")).isEqualTo("n1");
    }

    @Test
    void a_pod_made_anew_while_being_bound_is_placed_by_itself() {
        api.put(node("n1"));
        api.put(Objects.simplePod("p"));
        settleWatches();
        api.holdsBackPods = true;
        api.delete(Kinds.POD, "p");
        api.put(pod("p").editMetadata().withUid("another").endMetadata().build());
        settle();
        assertThat(api.nodeOf("p")).isEmpty();

        api.holdsBackPods = false;
        settleFor(Duration.ofSeconds(2));

        assertThat(api.nodeOf("p")).isEqualTo("n1");
    }

    @Test
    void a_bound_pod_that_vanished_unseen_frees_its_room_after_a_while() {
        api.put(node("n1"));
        api.put(Objects.pod("p", "3", "1Gi").build());
        settleWatches();
        api.holdsBackPods = true;
        settle();
        assertThat(api.nodeOf("p")).isEqualTo("n1");
        assertThat(nextDue()).isEqualTo(time.instant().plus(AssumedPods.PATIENCE));

        settleFor(AssumedPods.PATIENCE);
        assertThat(nextDue())
                .as("looked at, and waited for again")
                .isEqualTo(time.instant().plus(AssumedPods.PATIENCE));
        api.delete(Kinds.POD, "p");
        settleFor(AssumedPods.PATIENCE);

        assertThat(nextDue())
                .as("given up, tried again soon")
                .isBefore(time.instant().plusSeconds(2));
    }

    @Test
    void a_refusal_never_overwrites_that_the_pod_was_bound() {
        api.put(node("n1"));
        api.put(assigned("old", "4", "n1"));
        api.put(Objects.simplePod("p"));
        api.fates.add(Fate.LOST);
        settle();

        api.put(assigned("p", "100m", "elsewhere"));
        settleFor(Duration.ofMinutes(1));

        assertThat(api.nodeOf("p")).isEqualTo("elsewhere");
        assertThat(api.scheduledCondition("p").isMissingNode()).isTrue();
    }

    @Test
    void a_new_scheduler_counts_what_an_older_one_bound() {
        api.put(node("n1"));
        api.put(Objects.pod("p", "3", "1Gi").build());
        settle();
        scheduler.close();
        start();

        api.put(Objects.pod("q", "3", "1Gi").build());
        settle();

        assertThat(api.nodeOf("q")).isEmpty();
    }

    @Test
    void finished_pods_take_no_room() {
        api.put(node("n1"));
        api.put(
                new PodBuilder(assigned("old", "4", "n1"))
                        .editStatus()
                        .withPhase("Succeeded")
                        .endStatus()
                        .build());
        api.put(Objects.simplePod("p"));

        settle();

        assertThat(api.nodeOf("p")).isEqualTo("n1");
    }

    /// Steps whatever has work until nothing has.
    private void settle() {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (Scheduler.Part part : scheduler.parts()) {
                worked |= part.steppable().step();
            }
        }
    }

    /// Lets the informers hear everything and the loop decide, but nothing be sent.
    private void settleWatches() {
        scheduler.parts().stream()
                .filter(part -> part.name().matches("scheduler(-nodes|-pods)?"))
                .forEach(part -> stepWhilePossible(part));
    }

    private static void stepWhilePossible(Scheduler.Part part) {
        boolean worked = true;
        while (worked) {
            worked = part.steppable().step();
        }
    }

    private void settleFor(Duration duration) {
        Instant end = time.instant().plus(duration);
        settle();
        while (time.instant().isBefore(end)) {
            Instant due = nextDue();
            time.advanceTo(due.isBefore(end) ? due : end);
            settle();
        }
    }

    private Instant nextDue() {
        return scheduler.parts().stream()
                .map(part -> part.steppable().nextDue())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Node node(String name) {
        return Objects.node(name, "4", "4Gi");
    }

    private static Node labelled(String name, String key, String value) {
        return new NodeBuilder(node(name))
                .editMetadata()
                .addToLabels(key, value)
                .endMetadata()
                .build();
    }

    private static PodBuilder pod(String name) {
        return Objects.pod(name, "100m", "64Mi");
    }

    private static Pod assigned(String name, String cpu, String node) {
        return Objects.pod(name, cpu, "64Mi").editSpec().withNodeName(node).endSpec().build();
    }
}
