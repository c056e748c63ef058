package dev.skiff.scheduler;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Nodes and pods of all kinds, as a seed has it.
final class RandomCluster {
    private static final List<String> EFFECTS =
            List.of("NoSchedule", "PreferNoSchedule", "PreferNoSchedule", "NoExecute");

    private final Random random;

    RandomCluster(Random random) {
        this.random = random;
    }

    Node node(String name) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("zone", oneOf("a", "b", "c"));
        if (chance(2)) {
            labels.put("disk", oneOf("ssd", "hdd"));
        }
        if (chance(2)) {
            labels.put("cores", oneOf("4", "16", "64"));
        }
        return new NodeBuilder(
                        Objects.node(
                                name, oneOf("1", "2", "4", "7500m"), oneOf("1Gi", "4Gi", "9G")))
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .editSpec()
                .withUnschedulable(chance(10))
                .withTaints(taints())
                .endSpec()
                .editStatus()
                .addToAllocatable("pods", new Quantity(oneOf("3", "110")))
                .endStatus()
                .build();
    }

    Pod pod(String name) {
        PodBuilder pod =
                new PodBuilder(Objects.simplePod(name))
                        .editSpec()
                        .withContainers(containers(1 + random.nextInt(2)))
                        .withInitContainers(containers(random.nextInt(2)))
                        .withTolerations(tolerations())
                        .endSpec();
        if (chance(4)) {
            pod.editSpec().addToNodeSelector("zone", oneOf("a", "b", "d")).endSpec();
        }
        return chance(2) ? pod.build() : withAffinity(pod);
    }

    private Pod withAffinity(PodBuilder pod) {
        List<PreferredSchedulingTerm> preferred = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            preferred.add(new PreferredSchedulingTerm(term(), 1 + random.nextInt(100)));
        }
        pod.editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withPreferredDuringSchedulingIgnoredDuringExecution(preferred)
                .endNodeAffinity()
                .endAffinity()
                .endSpec();
        if (chance(2)) {
            pod.editSpec()
                    .editAffinity()
                    .editNodeAffinity()
                    .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .addToNodeSelectorTerms(term(), term())
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endNodeAffinity()
                    .endAffinity()
                    .endSpec();
        }
        return pod.build();
    }

    private NodeSelectorTerm term() {
        List<NodeSelectorRequirement> all =
                List.of(
                        Objects.requirement("zone", "In", oneOf("a", "b"), "c"),
                        Objects.requirement("disk", "NotIn", "hdd"),
                        Objects.requirement("disk", oneOf("Exists", "DoesNotExist")),
                        Objects.requirement("cores", oneOf("Gt", "Lt"), oneOf("4", "16")));
        int first = random.nextInt(all.size());
        int end = first + 1 + random.nextInt(all.size() - first);
        return new NodeSelectorTerm(all.subList(first, end), List.of());
    }

    private List<Container> containers(int count) {
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Quantity> requests = new TreeMap<>();
            if (!chance(4)) {
                requests.put("cpu", new Quantity(oneOf("0", "100m", "333m", "0.5", "1")));
            }
            if (!chance(4)) {
                requests.put("memory", new Quantity(oneOf("0", "64Mi", "300M", "1Gi")));
            }
            containers.add(
                    new ContainerBuilder()
                            .withName("c" + i)
                            .withNewResources()
                            .withRequests(requests)
                            .endResources()
                            .build());
        }
        return containers;
    }

    private List<Taint> taints() {
        List<Taint> taints = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            taints.add(
                    new Taint(
                            EFFECTS.get(random.nextInt(EFFECTS.size())),
                            oneOf("k1", "k2", "k3"),
                            null,
                            oneOf("v", "w")));
        }
        return taints;
    }

    private List<Toleration> tolerations() {
        List<Toleration> tolerations = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean exists = chance(2);
            tolerations.add(
                    new Toleration(
                            chance(2) ? null : EFFECTS.get(random.nextInt(EFFECTS.size())),
                            exists && chance(8) ? null : oneOf("k1", "k2", "k3"),
                            exists ? "Exists" : "Equal",
                            null,
                            exists ? null : oneOf("v", "w")));
        }
        return tolerations;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
