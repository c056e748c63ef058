package dev.skiff.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.scheduler.Objects;
import dev.skiff.scheduler.framework.ScorePlugin;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.PodRecord;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1Gi, 75", // a quarter of each is used
        "4, 4Gi, 0",
        "2, 1Gi, 62", // (50 + 75) / 2, rounded down
        "0, 0, 100", // set to nothing on purpose
    })
    void free_room_is_preferred(String cpu, String memory, long score) {
        Pod pod = Objects.pod("p", cpu, memory).build();

        assertThat(score(new NodeResourcesFit(), pod, Objects.node("n1", "4", "4Gi")))
                .isEqualTo(score);
    }

    @Test
    void a_pod_that_leaves_its_requests_unset_takes_some_room_in_scoring() {
        Pod pod =
                new PodBuilder(Objects.simplePod("p"))
                        .editSpec()
                        .editFirstContainer()
                        .withResources(null)
                        .endContainer()
                        .endSpec()
                        .build();

        assertThat(score(new NodeResourcesFit(), pod, Objects.node("n1", "1", "400Mi")))
                .isEqualTo((90 + 50) / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1Gi, 100",
        "2, 1Gi, 87", // deviation (0.5 - 0.25) / 2
        "4, 0, 50",
        "8, 4Gi, 100", // more than there is counts as all of it
        "0, 0, 0", // no opinion
    })
    void balance_is_preferred(String cpu, String memory, long score) {
        Pod pod = Objects.pod("p", cpu, memory).build();
        Node node = Objects.node("n1", "4", "4Gi");

        assertThat(score(new NodeResourcesBalancedAllocation(), pod, node)).isEqualTo(score);
    }

    @Test
    void every_untolerated_soft_taint_counts() {
        Node tainted =
                new NodeBuilder(Objects.node("n1", "4", "4Gi"))
                        .editSpec()
                        .addNewTaint("PreferNoSchedule", "a", null, null)
                        .addNewTaint("PreferNoSchedule", "b", null, null)
                        .addNewTaint("NoSchedule", "c", null, null)
                        .endSpec()
                        .build();
        Pod tolerant =
                new PodBuilder(Objects.simplePod("p"))
                        .editSpec()
                        .addNewToleration()
                        .withKey("a")
                        .withOperator("Exists")
                        .endToleration()
                        .endSpec()
                        .build();

        assertThat(score(new TaintToleration(), Objects.simplePod("p"), tainted)).isEqualTo(2);
        assertThat(score(new TaintToleration(), tolerant, tainted)).isEqualTo(1);
    }

    @Test
    void the_weights_of_matching_preferred_terms_add_up() {
        Pod pod =
                new PodBuilder(Objects.simplePod("p"))
                        .editSpec()
                        .withNewAffinity()
                        .withNewNodeAffinity()
                        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                        .withWeight(30)
                        .withNewPreference()
                        .addToMatchExpressions(Objects.requirement("zone", "In", "a"))
                        .endPreference()
                        .endPreferredDuringSchedulingIgnoredDuringExecution()
                        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                        .withWeight(5)
                        .withNewPreference()
                        .addToMatchExpressions(Objects.requirement("zone", "Exists"))
                        .endPreference()
                        .endPreferredDuringSchedulingIgnoredDuringExecution()
                        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                        .withWeight(50)
                        .withNewPreference()
                        .endPreference()
                        .endPreferredDuringSchedulingIgnoredDuringExecution()
                        .endNodeAffinity()
                        .endAffinity()
                        .endSpec()
                        .build();
        Node inZone =
                new NodeBuilder(Objects.node("n1", "4", "4Gi"))
                        .editMetadata()
                        .addToLabels("zone", "a")
                        .endMetadata()
                        .build();

        assertThat(score(new NodeAffinity(), pod, inZone)).isEqualTo(35);
    }

    private static long score(ScorePlugin plugin, Pod pod, Node node) {
        ClusterSnapshot cluster = new ClusterSnapshot();
        cluster.putNode(NodeFacts.of(node));
        return plugin.scoreFor(PodRecord.of(pod).shape(), cluster).of(cluster.node(0));
    }
}
