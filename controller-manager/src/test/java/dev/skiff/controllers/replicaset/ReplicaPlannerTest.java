package dev.skiff.controllers.replicaset;

import static dev.skiff.controllers.replicaset.Pods.NOW;
import static dev.skiff.controllers.replicaset.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicaPlannerTest {
    @ParameterizedTest
    @CsvSource({
        "3, 0, 3, 0",
        "3, 3, 0, 0",
        "3, 5, 0, 2",
        "0, 2, 0, 2",
        "2000, 10, 500, 0",
        "0, 800, 0, 500"
    })
    void creates_what_is_missing_and_deletes_what_is_too_much(
            int desired, int actual, int created, int deleted) {
        List<Pod> pods = IntStream.range(0, actual).mapToObj(i -> pod("p" + i).get()).toList();

        ReplicaPlanner.Plan plan = ReplicaPlanner.plan(desired, pods, pods, NOW);

        assertThat(plan.toCreate()).isEqualTo(created);
        assertThat(plan.toDelete()).hasSize(deleted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void the_least_missed_goes_first(String why, Pods goes, Pods stays) {
        List<Pod> pods = List.of(stays.get(), goes.get());

        assertThat(ReplicaPlanner.plan(1, pods, pods, NOW).toDelete())
                .as(why)
                .extracting(p -> p.getMetadata().getName())
                .containsExactly("goes");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments("unplaced before placed", goes().unplaced(), stays().unready()),
                arguments(
                        "pending before running",
                        goes().phase("Pending").unready(),
                        stays().unready()),
                arguments(
                        "unknown before running",
                        goes().phase("Unknown").unready(),
                        stays().unready()),
                arguments("unready before ready", goes().unready(), stays()),
                arguments("unready before cheap", goes().unready(), stays().cost("-5")),
                arguments("cheap before dear", goes().cost("-1").restarted(0), stays().readyFor(1)),
                arguments("malformed cost is none", goes().cost("x"), stays().cost("1")),
                arguments("ready for less time", goes().readyFor(3), stays().readyFor(60)),
                arguments("restarted more", goes().restarted(3), stays().restarted(2)),
                arguments("younger", goes().age(10), stays().age(100)),
                arguments("of about the same age by uid", goes().age(100), stays().age(90)));
    }

    @Test
    void of_pods_with_siblings_on_their_node_one_goes_first() {
        List<Pod> pods = List.of(pod("alone").on("n1").get(), pod("paired").on("n2").get());
        List<Pod> related = new ArrayList<>(pods);
        related.add(pod("sibling").on("n2").get());

        assertThat(ReplicaPlanner.plan(1, pods, related, NOW).toDelete())
                .extracting(p -> p.getMetadata().getName())
                .containsExactly("paired");
    }

    private static Pods goes() {
        return pod("goes");
    }

    private static Pods stays() {
        return pod("stays");
    }
}
