package dev.skiff.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.scheduler.Objects;
import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.PodRecord;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each filter says, in the words users see.
class VerdictsTest {
    private static final Pod POD = Objects.pod("p", "1", "1Gi").build();
    private static final Node NODE = Objects.node("n1", "4", "4Gi");

    @Test
    void a_pod_that_names_a_node_goes_nowhere_else() {
        Pod named = new PodBuilder(POD).editSpec().withNodeName("n2").endSpec().build();

        assertThat(check(new NodeName(), named, NODE))
                .isEqualTo(Verdict.never("node(s) didn't match the requested node name"));
        assertThat(check(new NodeName(), POD, NODE)).isEqualTo(Verdict.FEASIBLE);
    }

    @Test
    void a_cordoned_node_takes_only_pods_that_tolerate_it() {
        Node cordoned = new NodeBuilder(NODE).editSpec().withUnschedulable(true).endSpec().build();
        Pod tolerant = tolerating("node.kubernetes.io/unschedulable", "Exists", "", "NoSchedule");

        assertThat(check(new NodeUnschedulable(), POD, cordoned))
                .isEqualTo(Verdict.never("node(s) were unschedulable"));
        assertThat(check(new NodeUnschedulable(), tolerant, cordoned)).isEqualTo(Verdict.FEASIBLE);
    }

    @ParameterizedTest
    @CsvSource({
        "NoSchedule, k, Equal, v, NoSchedule, true",
        "NoSchedule, k, '', v, NoSchedule, true",
        "NoSchedule, k, Equal, w, NoSchedule, false",
        "NoSchedule, k, Exists, '', NoSchedule, true",
        "NoSchedule, k, Exists, '', '', true",
        "NoSchedule, '', Exists, '', '', true",
        "NoSchedule, other, Exists, '', '', false",
        "NoExecute, k, Equal, v, NoSchedule, false",
        "NoExecute, k, Equal, v, NoExecute, true",
        "PreferNoSchedule, other, Equal, v, '', true"
    })
    void a_hard_taint_keeps_away_who_does_not_tolerate_it(
            String taint, String key, String operator, String value, String effect, boolean fits) {
        Node tainted =
                new NodeBuilder(NODE)
                        .editSpec()
                        .addNewTaint(taint, "k", null, "v")
                        .endSpec()
                        .build();

        assertThat(check(new TaintToleration(), tolerating(key, operator, value, effect), tainted))
                .isEqualTo(
                        fits
                                ? Verdict.FEASIBLE
                                : Verdict.never("node(s) had untolerated taint(s)"));
    }

    @Test
    void a_node_must_carry_the_labels_a_pod_selects() {
        Pod picky =
                new PodBuilder(POD).editSpec().addToNodeSelector("disk", "ssd").endSpec().build();
        Node fitting =
                new NodeBuilder(NODE)
                        .editMetadata()
                        .addToLabels("disk", "ssd")
                        .endMetadata()
                        .build();

        assertThat(check(new NodeAffinity(), picky, NODE))
                .isEqualTo(Verdict.never("node(s) didn't match Pod's node affinity/selector"));
        assertThat(check(new NodeAffinity(), picky, fitting)).isEqualTo(Verdict.FEASIBLE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1Gi, '', true",
        "3, 3Gi, '', true",
        "3001m, 1Gi, Insufficient cpu, true",
        "1, 3073Mi, Insufficient memory, true",
        "4, 4Gi, Insufficient cpu|Insufficient memory, true",
        "5, 1Gi, Insufficient cpu, false",
        "1, 5Gi, Insufficient memory, false"
    })
    void a_pod_needs_room_on_a_node_that_has_one_pod_already(
            String cpu, String memory, String reasons, boolean isResolvable) {
        Verdict expected =
                reasons.isEmpty()
                        ? Verdict.FEASIBLE
                        : new Verdict.Infeasible(List.of(reasons.split("\\|")), isResolvable);

        assertThat(check(new NodeResourcesFit(), Objects.pod("p", cpu, memory).build(), NODE, POD))
                .isEqualTo(expected);
    }

    @Test
    void a_pod_that_requests_nothing_fits_a_node_that_is_full() {
        Pod hog = Objects.pod("hog", "4", "4Gi").build();

        assertThat(check(new NodeResourcesFit(), Objects.pod("p", "0", "0").build(), NODE, hog))
                .isEqualTo(Verdict.FEASIBLE);
    }

    @Test
    void a_node_takes_no_more_pods_than_it_allows() {
        Node tiny =
                new NodeBuilder(NODE)
                        .editStatus()
                        .addToAllocatable("pods", new Quantity("1"))
                        .endStatus()
                        .build();

        assertThat(check(new NodeResourcesFit(), POD, tiny)).isEqualTo(Verdict.FEASIBLE);
        assertThat(check(new NodeResourcesFit(), POD, tiny, Objects.simplePod("other")))
                .isEqualTo(new Verdict.Infeasible(List.of("Too many pods"), true));
    }

    @Test
    void counted_resources_must_suffice_too() {
        Pod gpus =
                new PodBuilder(POD)
                        .editSpec()
                        .editFirstContainer()
                        .withNewResources()
                        .withRequests(
                                Map.of(
                                        "example.com/gpu", new Quantity("1"),
                                        "ephemeral-storage", new Quantity("1Gi")))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .build();

        assertThat(check(new NodeResourcesFit(), gpus, NODE))
                .isEqualTo(
                        new Verdict.Infeasible(
                                List.of(
                                        "Insufficient ephemeral-storage",
                                        "Insufficient example.com/gpu"),
                                false));
    }

    private static Verdict check(FilterPlugin plugin, Pod pod, Node node, Pod... placed) {
        ClusterSnapshot cluster = new ClusterSnapshot();
        cluster.putNode(NodeFacts.of(node));
        for (Pod other : placed) {
            PodRecord record = PodRecord.of(other);
            cluster.putPod(record.key(), record.uid(), "n1", record.shape().requests());
        }
        return plugin.filterFor(PodRecord.of(pod).shape(), cluster).check(cluster.node(0));
    }

    private static Pod tolerating(String key, String operator, String value, String effect) {
        return new PodBuilder(POD)
                .editSpec()
                .addToTolerations(new Toleration(effect, key, operator, null, value))
                .endSpec()
                .build();
    }
}
