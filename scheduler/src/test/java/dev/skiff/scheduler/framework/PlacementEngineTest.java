package dev.skiff.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.scheduler.Objects;
import dev.skiff.scheduler.StandardProfile;
import dev.skiff.scheduler.framework.Profile.WeightedScore;
import dev.skiff.scheduler.plugin.NoPreemption;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.PodRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementEngineTest {
    private final ClusterSnapshot cluster = new ClusterSnapshot();

    @Test
    void the_emptiest_node_wins() {
        add(Objects.node("small", "2", "2Gi"));
        add(Objects.node("big", "8", "8Gi"));

        assertThat(place(Objects.simplePod("p"), 1)).isEqualTo("big");
    }

    @Test
    void identical_pods_spread_over_identical_nodes() {
        add(Objects.node("n1", "4", "4Gi"));
        add(Objects.node("n2", "4", "4Gi"));
        add(Objects.node("n3", "4", "4Gi"));
        PlacementEngine engine = engine(7);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            PodRecord pod = PodRecord.of(Objects.simplePod("p" + i));
            String node = ((Placement.Chosen) engine.place(pod.shape())).nodeName();
            cluster.putPod(pod.key(), pod.uid(), node, pod.shape().requests());
            chosen.add(node);
        }

        assertThat(chosen.subList(0, 3)).containsExactlyInAnyOrder("n1", "n2", "n3");
        assertThat(chosen.subList(3, 6)).containsExactlyInAnyOrder("n1", "n2", "n3");
    }

    @Test
    void the_seed_decides_among_equals() {
        for (int i = 0; i < 20; i++) {
            add(Objects.node("n" + i, "4", "4Gi"));
        }
        Pod pod = Objects.simplePod("p");

        assertThat(place(pod, 5)).isEqualTo(place(pod, 5));
        assertThat(List.of(place(pod, 1), place(pod, 2), place(pod, 3), place(pod, 4)))
                .as("not always the same one")
                .anyMatch(name -> !name.equals(place(pod, 1)));
    }

    @Test
    void a_single_feasible_node_is_taken() {
        add(Objects.node("full", "1", "1Gi"));
        add(Objects.node("free", "4", "4Gi"));

        assertThat(engine(1).place(shape(Objects.pod("p", "2", "1Gi").build())))
                .isInstanceOfSatisfying(
                        Placement.Chosen.class,
                        chosen -> {
                            assertThat(chosen.nodeName()).isEqualTo("free");
                            assertThat(chosen.feasible()).isEqualTo(1);
                        });
    }

    @Test
    void a_refusal_counts_the_reasons_in_the_words_of_kubernetes() {
        add(Objects.node("n1", "4", "4Gi"));
        add(Objects.node("n2", "1", "4Gi"));
        add(tainted("n3"));
        add(tainted("n4"));
        fill("n1", "3");

        assertThat(refusal(Objects.pod("p", "2", "1Gi").build()))
                .isEqualTo(
                        "0/4 nodes are available: 2 Insufficient cpu, 2 node(s) had untolerated"
                                + " taint(s). preemption: 0/4 nodes are available: 1 No preemption"
                                + " victims found for incoming pod, 3 Preemption is not helpful for"
                                + " scheduling.");
    }

    @Test
    void without_nodes_the_refusal_is_short() {
        assertThat(refusal(Objects.simplePod("p")))
                .isEqualTo("no nodes available to schedule pods");
    }

    @Test
    void a_pod_meant_for_named_nodes_is_judged_on_those_only() {
        add(Objects.node("n1", "1", "1Gi"));
        add(Objects.node("n2", "8", "8Gi"));
        add(Objects.node("n3", "8", "8Gi"));

        assertThat(place(named(Objects.simplePod("p"), "n1"), 1)).isEqualTo("n1");
        assertThat(refusal(named(Objects.pod("p", "2", "1Gi").build(), "n1", "gone")))
                .startsWith(
                        "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy"
                                + " plugin(s) [NodeAffinity].");
    }

    @Test
    void nodes_that_come_and_go_are_noticed() {
        PlacementEngine engine = engine(1);
        PodShape pod = shape(Objects.simplePod("p"));
        add(Objects.node("n1", "4", "4Gi"));
        add(Objects.node("n2", "8", "8Gi"));
        assertThat(engine.place(pod)).extracting("nodeName").isEqualTo("n2");

        cluster.removeNode("n2");
        assertThat(engine.place(pod)).extracting("nodeName").isEqualTo("n1");

        add(Objects.node("n3", "16", "16Gi"));
        assertThat(engine.place(pod)).extracting("nodeName").isEqualTo("n3");
    }

    @Test
    void a_plugin_that_reads_other_nodes_is_asked_anew_every_time() {
        add(Objects.node("n1", "4", "4Gi"));
        add(Objects.node("n2", "4", "4Gi"));
        Profile profile = new Profile("s", List.of(new NotOnTheFullest()), List.of(), List.of());
        PlacementEngine engine = new PlacementEngine(profile, cluster, new Random(1));
        PodShape pod = shape(Objects.simplePod("p"));

        fill("n1", "1");
        assertThat(engine.place(pod)).extracting("nodeName").isEqualTo("n2");
        fill("n2", "2");
        fill("n2", "1");
        assertThat(engine.place(pod)).extracting("nodeName").isEqualTo("n1");
    }

    @Test
    void a_score_weighs_as_the_profile_says() {
        add(Objects.node("n1", "4", "4Gi"));
        add(Objects.node("n2", "4", "4Gi"));
        Profile profile =
                new Profile(
                        "s",
                        List.of(),
                        List.of(
                                new WeightedScore(new Likes("n1", 100), 1),
                                new WeightedScore(new Likes("n2", 60), 2)),
                        List.of());

        assertThat(
                        new PlacementEngine(profile, cluster, new Random(1))
                                .place(shape(Objects.simplePod("p"))))
                .isEqualTo(new Placement.Chosen("n2", 120, 2));
    }

    private record Likes(String node, long score) implements ScorePlugin {
        @Override
        public String name() {
            return "Likes";
        }

        @Override
        public NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster) {
            return candidate -> candidate.name().equals(node) ? score : 0;
        }

        @Override
        public Scale scale() {
            return Scale.READY;
        }
    }

    /// Refuses the node with the most pods.
    private static final class NotOnTheFullest implements FilterPlugin {
        @Override
        public String name() {
            return "NotOnTheFullest";
        }

        @Override
        public boolean readsOtherNodes() {
            return true;
        }

        @Override
        public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
            int most = 0;
            for (int slot = 0; slot < cluster.size(); slot++) {
                most = Math.max(most, cluster.node(slot).pods());
            }
            int limit = most;
            return node -> node.pods() < limit ? Verdict.FEASIBLE : Verdict.never("fullest");
        }
    }

    private void add(Node node) {
        cluster.putNode(NodeFacts.of(node));
    }

    private void fill(String node, String cpu) {
        PodRecord pod = PodRecord.of(Objects.pod("on-" + node + cpu, cpu, "1Mi").build());
        cluster.putPod(
                new ObjectKey("kube-system", pod.key().name()),
                pod.uid(),
                node,
                pod.shape().requests());
    }

    private PlacementEngine engine(long seed) {
        return new PlacementEngine(StandardProfile.create(), cluster, new Random(seed));
    }

    private String place(Pod pod, long seed) {
        return ((Placement.Chosen) engine(seed).place(shape(pod))).nodeName();
    }

    private String refusal(Pod pod) {
        Placement.NoFit noFit = (Placement.NoFit) engine(1).place(shape(pod));
        Profile profile = new Profile("s", List.of(), List.of(), List.of(new NoPreemption()));
        return profile.explain(PodRecord.of(pod), noFit.diagnosis(), cluster);
    }

    private static Node tainted(String name) {
        return new NodeBuilder(Objects.node(name, "4", "4Gi"))
                .editSpec()
                .addNewTaint("NoSchedule", "k", null, "v")
                .endSpec()
                .build();
    }

    private static Pod named(Pod pod, String... nodes) {
        return new PodBuilder(pod)
                .editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addToMatchFields(Objects.requirement("metadata.name", "In", nodes))
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    private static PodShape shape(Pod pod) {
        return PodRecord.of(pod).shape();
    }
}
