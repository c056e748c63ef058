package dev.skiff.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.scheduler.framework.Placement;
import dev.skiff.scheduler.framework.PlacementEngine;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.PodRecord;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lets a cluster change at random and compares every placement with the [Oracle]'s.
class OracleTest {
    private static final int CHANGES = 400;

    private final ClusterSnapshot cluster = new ClusterSnapshot();
    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private final TreeMap<String, Pod> placed = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void every_placement_is_one_the_oracle_would_make(long seed) {
        Random random = new Random(seed);
        RandomCluster made = new RandomCluster(random);
        PlacementEngine engine =
                new PlacementEngine(StandardProfile.create(), cluster, new Random(seed));
        List<Pod> shapes = new ArrayList<>();
        for (int change = 0; change < CHANGES; change++) {
            switch (random.nextInt(12)) {
                case 0 -> putNode(made.node("n" + random.nextInt(15)));
                case 1 -> removeNode("n" + random.nextInt(15));
                case 2, 3 -> removePod(random.nextInt(Math.max(1, placed.size())));
                default -> {
                    shapes.add(made.pod("p"));
                    Pod shape = shapes.get(random.nextInt(shapes.size()));
                    place(named(shape, "p" + change), engine);
                }
            }
        }

        assertThat(placed).isNotEmpty();
    }

    private void place(Pod pod, PlacementEngine engine) {
        Oracle.Answer expected =
                new Oracle(List.copyOf(nodes.values()), List.copyOf(placed.values())).ask(pod);
        PodRecord record = PodRecord.of(pod);
        switch (engine.place(record.shape())) {
            case Placement.Chosen(var node, var score, var _) -> {
                assertThat(score).isEqualTo(expected.score());
                assertThat(expected.best()).contains(node);
                cluster.putPod(record.key(), record.uid(), node, record.shape().requests());
                placed.put(
                        pod.getMetadata().getName(),
                        new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build());
            }
            case Placement.NoFit(var diagnosis) -> {
                assertThat(expected.best()).isEmpty();
                assertThat(diagnosis.reasons()).isEqualTo(expected.reasons());
                assertThat(diagnosis.nodes()).isEqualTo(nodes.size());
            }
        }
    }

    private void putNode(Node node) {
        nodes.put(node.getMetadata().getName(), node);
        cluster.putNode(NodeFacts.of(node));
    }

    private void removeNode(String name) {
        nodes.remove(name);
        cluster.removeNode(name);
    }

    private void removePod(int index) {
        placed.values().stream()
                .skip(index)
                .findFirst()
                .ifPresent(
                        pod -> {
                            placed.remove(pod.getMetadata().getName());
                            cluster.removePod(PodRecord.of(pod).key());
                        });
    }

    private static Pod named(Pod pod, String name) {
        return new PodBuilder(pod)
                .editMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .build();
    }
}
