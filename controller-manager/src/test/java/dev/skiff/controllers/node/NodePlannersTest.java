package dev.skiff.controllers.node;

import static dev.skiff.controllers.node.Nodes.NOW;
import static dev.skiff.controllers.node.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlannersTest {
    @ParameterizedTest
    @MethodSource("taints")
    void conditions_become_taints(Nodes node, boolean mayEvict, String taints) {
        assertThat(words(TaintPlanner.plan(node.get(), mayEvict, NOW))).isEqualTo(taints);
    }

    static Stream<Arguments> taints() {
        return Stream.of(
                arguments(node().says("Ready", "True"), true, ""),
                arguments(node(), true, "not-ready:NoSchedule"),
                arguments(
                        node().says("Ready", "False"),
                        true,
                        "not-ready:NoSchedule not-ready:NoExecute"),
                arguments(
                        node().says("Ready", "Unknown"),
                        true,
                        "unreachable:NoSchedule unreachable:NoExecute"),
                arguments(node().says("Ready", "Unknown"), false, "unreachable:NoSchedule"),
                arguments(
                        node().says("Ready", "Unknown")
                                .tainted(NodeFacts.UNREACHABLE, "NoExecute", "x"),
                        false,
                        "unreachable:NoSchedule unreachable:NoExecute"),
                arguments(
                        node().says("Ready", "True")
                                .tainted(NodeFacts.UNREACHABLE, "NoExecute", "x")
                                .tainted("user", "NoExecute", "x"),
                        true,
                        "user:NoExecute"),
                arguments(
                        node().says("Ready", "True").says("MemoryPressure", "True").cordoned(),
                        true,
                        "memory-pressure:NoSchedule unschedulable:NoSchedule"));
    }

    @Test
    void a_taint_keeps_the_time_it_was_added() {
        List<Taint> taints =
                TaintPlanner.plan(
                        node().says("Ready", "Unknown")
                                .tainted(NodeFacts.UNREACHABLE, "NoExecute", "2025-01-01T00:00:00Z")
                                .get(),
                        true,
                        NOW);

        assertThat(taints)
                .extracting(Taint::getTimeAdded)
                .containsExactly("2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
    }

    @ParameterizedTest(name = "{0} {1} {2} for {3} s: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // key, operator, effect, seconds, leaves after
                "-, -, -, -, 0",
                "maintenance, Equal, NoExecute, -, 0",
                "maintenance, Exists, NoExecute, -, -",
                "maintenance, Exists, -, 30, 30",
                "maintenance, Exists, NoSchedule, 30, 0",
                "other, Exists, NoExecute, 30, 0",
                "-, Exists, -, -, -",
                "-, Exists, -, -5, 0"
            })
    void tolerations_put_the_leaving_off(
            @Nullable String key,
            @Nullable String operator,
            @Nullable String effect,
            @Nullable Long seconds,
            @Nullable Integer leavesAfter) {
        PodBuilder pod = new PodBuilder().withNewSpec().endSpec();
        if (operator != null) {
            pod.editSpec()
                    .addNewToleration()
                    .withKey(key)
                    .withOperator(operator)
                    .withEffect(effect)
                    .withTolerationSeconds(seconds)
                    .endToleration()
                    .endSpec();
        }

        assertThat(EvictionPlanner.leavesAt(pod.build(), List.of(taint("yes")), Instant.EPOCH))
                .isEqualTo(
                        leavesAfter == null
                                ? java.util.Optional.empty()
                                : java.util.Optional.of(NOW.plusSeconds(leavesAfter)));
    }

    @Test
    void a_value_must_be_the_same() {
        Pod pod =
                new PodBuilder()
                        .withNewSpec()
                        .addNewToleration()
                        .withKey("maintenance")
                        .withValue("yes")
                        .endToleration()
                        .endSpec()
                        .build();

        assertThat(EvictionPlanner.leavesAt(pod, List.of(taint("yes")), NOW)).isEmpty();
        assertThat(EvictionPlanner.leavesAt(pod, List.of(taint("no")), NOW)).contains(NOW);
    }

    @Test
    void a_silent_node_is_said_to_be_unknown_once() {
        List<NodeCondition> conditions =
                SilencePlanner.plan(
                        node().says("Ready", "True").says("DiskPressure", "Unknown").get(), NOW);

        assertThat(conditions)
                .extracting(c -> c.getType() + " " + c.getReason() + " " + c.getLastHeartbeatTime())
                .containsExactly(
                        "Ready NodeStatusUnknown 2025-12-31T23:59:00Z",
                        "MemoryPressure NodeStatusNeverUpdated 2025-12-31T00:00:00Z",
                        "PIDPressure NodeStatusNeverUpdated 2025-12-31T00:00:00Z");
    }

    @Test
    void standstills_and_moved_clocks_are_noticed() {
        Standstill standstill = new Standstill(Duration.ofSeconds(1));

        assertThat(standstill.check(NOW)).as("the first look").isTrue();
        assertThat(standstill.check(NOW.plusSeconds(1))).isFalse();
        assertThat(standstill.check(NOW.plusSeconds(4))).isFalse();
        assertThat(standstill.check(NOW.plusMillis(7001))).isTrue();
        assertThat(standstill.check(NOW.plusSeconds(8))).isFalse();
        assertThat(standstill.check(NOW)).isTrue();
    }

    @Test
    void a_heartbeat_is_whatever_changed() {
        Heartbeats heartbeats = new Heartbeats();
        Duration grace = Duration.ofSeconds(5);
        assertThat(heartbeats.note("n", "1", NOW)).isTrue();
        assertThat(heartbeats.note("n", "1", NOW.plusSeconds(4))).isFalse();

        assertThat(heartbeats.isSilentFor("n", grace, NOW.plusSeconds(5))).isFalse();
        assertThat(heartbeats.isSilentFor("n", grace, NOW.plusSeconds(6))).isTrue();
        heartbeats.note("n", "2", NOW.plusSeconds(6));
        assertThat(heartbeats.isSilentFor("n", grace, NOW.plusSeconds(6))).isFalse();
        assertThat(heartbeats.isSilentFor("stranger", grace, NOW)).isFalse();
    }

    @ParameterizedTest(name = "of {0} nodes {1} lost: {2} emptied in a minute")
    @CsvSource({
        "1, 1, 0",
        "3, 3, 0",
        "2, 1, 17",
        "3, 2, 17",
        "5, 3, 2",
        "100, 10, 17",
        "100, 60, 2"
    })
    void mass_failures_slow_evictions(int nodes, int lost, int emptied) {
        EvictionPace pace = new EvictionPace(NOW);
        int taken = 0;
        for (int second = 0; second <= 60; second++) {
            for (int i = 0; i < lost; i++) {
                taken += pace.tryTake(nodes, lost, NOW.plusSeconds(second)) ? 1 : 0;
            }
        }

        assertThat(taken).isEqualTo(emptied);
    }

    @Test
    void ranges_are_given_out_from_the_lowest() {
        RangePlanner planner = new RangePlanner("10.42.3.0/16");

        assertThat(planner.firstFree(Set.of())).contains("10.42.0.0/24");
        assertThat(planner.firstFree(Set.of("10.42.0.0/24", "10.42.2.0/24")))
                .contains("10.42.1.0/24");
        assertThat(new RangePlanner("192.168.7.0/24").firstFree(Set.of("192.168.7.0/24")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.42.0.0", "10.42.0/16", "10.42.0.0/25", "10.42.0.0/0"})
    void a_range_must_hold_a_node(String range) {
        assertThatThrownBy(() -> new RangePlanner(range))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 5", "399, 1, 5", "400, 2, 10", "5000, 25, 125"})
    void many_nodes_renew_less_often(int nodes, int interval, int grace) {
        assertThat(LeaseInterval.seconds(nodes)).isEqualTo(interval);
        assertThat(LeaseInterval.grace(nodes, Duration.ofSeconds(5))).hasSeconds(grace);
    }

    private static Taint taint(String value) {
        return new TaintBuilder()
                .withKey("maintenance")
                .withValue(value)
                .withEffect("NoExecute")
                .withTimeAdded(NOW.toString())
                .build();
    }

    private static String words(List<Taint> taints) {
        return taints.stream()
                .map(t -> t.getKey().replace("node.kubernetes.io/", "") + ":" + t.getEffect())
                .collect(Collectors.joining(" "));
    }
}
