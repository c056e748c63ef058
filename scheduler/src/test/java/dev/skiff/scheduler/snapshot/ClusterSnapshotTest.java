package dev.skiff.scheduler.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.scheduler.Objects;
import org.junit.jupiter.api.Test;

class ClusterSnapshotTest {
    private static final PodRequests SMALL =
            new PodRequests(Resources.of(100, 1000), Resources.of(100, 1000));
    private static final ObjectKey POD = new ObjectKey("default", "p");

    private final ClusterSnapshot cluster = new ClusterSnapshot();

    @Test
    void a_pod_counts_on_its_node() {
        add("n1");

        cluster.putPod(POD, "u", "n1", SMALL);

        NodeRecord node = cluster.node("n1").orElseThrow();
        assertThat(node.requested()).isEqualTo(Resources.of(100, 1000));
        assertThat(node.pods()).isEqualTo(1);
    }

    @Test
    void a_pod_that_came_before_its_node_counts_once_the_node_is_there() {
        cluster.putPod(POD, "u", "n1", SMALL);
        assertThat(cluster.size()).isZero();

        add("n1");

        assertThat(cluster.node("n1").orElseThrow().pods()).isEqualTo(1);
    }

    @Test
    void a_pod_that_stays_after_its_node_counts_when_the_node_returns() {
        add("n1");
        cluster.putPod(POD, "u", "n1", SMALL);
        cluster.removeNode("n1");
        assertThat(cluster.node("n1")).isEmpty();

        add("n1");

        assertThat(cluster.node("n1").orElseThrow().pods()).isEqualTo(1);
    }

    @Test
    void a_pod_counts_on_one_node_only() {
        add("n1");
        add("n2");
        cluster.putPod(POD, "u", "n1", SMALL);

        cluster.putPod(POD, "u", "n2", SMALL);

        assertThat(cluster.node("n1").orElseThrow().pods()).isZero();
        assertThat(cluster.node("n2").orElseThrow().pods()).isEqualTo(1);
    }

    @Test
    void telling_the_same_again_changes_nothing() {
        add("n1");
        cluster.putPod(POD, "u", "n1", SMALL);
        long before = cluster.generation();

        add("n1");
        cluster.putPod(POD, "u", "n1", SMALL);
        cluster.removePod(new ObjectKey("default", "other"));
        cluster.removeNode("other");

        assertThat(cluster.generation()).isEqualTo(before);
    }

    @Test
    void slots_have_no_gaps() {
        add("n1");
        add("n2");
        add("n3");

        cluster.removeNode("n1");

        assertThat(cluster.size()).isEqualTo(2);
        assertThat(cluster.node(0).name()).isEqualTo("n3");
        assertThat(cluster.node(1).name()).isEqualTo("n2");
        assertThat(cluster.node("n3").orElseThrow()).isSameAs(cluster.node(0));
    }

    @Test
    void nodes_improve_when_they_appear_change_or_lose_a_pod_but_not_by_gaining_one() {
        add("n1");
        assertThat(cluster.takeImproved()).extracting(NodeRecord::name).containsExactly("n1");
        assertThat(cluster.takeImproved()).isEmpty();

        cluster.putPod(POD, "u", "n1", SMALL);
        assertThat(cluster.takeImproved()).isEmpty();

        cluster.removePod(POD);
        assertThat(cluster.takeImproved()).extracting(NodeRecord::name).containsExactly("n1");

        cluster.putNode(NodeFacts.of(Objects.node("n1", "8", "8Gi")));
        assertThat(cluster.takeImproved()).extracting(NodeRecord::name).containsExactly("n1");
    }

    @Test
    void the_latest_changes_are_remembered_by_generation() {
        add("n1");
        add("n2");
        long before = cluster.generation();

        cluster.putPod(POD, "u", "n2", SMALL);

        assertThat(cluster.generation()).isEqualTo(before + 1);
        assertThat(cluster.changedSlot(before + 1)).isEqualTo(1);
        assertThat(cluster.remembersSince(before)).isTrue();
    }

    private void add(String name) {
        cluster.putNode(NodeFacts.of(Objects.node(name, "4", "4Gi")));
    }
}
