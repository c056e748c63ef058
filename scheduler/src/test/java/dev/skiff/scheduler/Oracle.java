package dev.skiff.scheduler;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A second scheduler that knows no records, no caches and no haste: it reads the API's objects and
/// works everything out from the beginning each time.
final class Oracle {
    private static final BigDecimal UNSET_CPU = new BigDecimal("0.1");
    private static final BigDecimal UNSET_MEMORY = new BigDecimal(200 << 20);
    private static final Taint CORDONED =
            new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, "");

    /// @param best the nodes with the greatest score
    /// @param reasons how many nodes were refused for which reason
    record Answer(List<String> best, long score, Map<String, Integer> reasons) {}

    private final List<Node> nodes;
    private final List<Pod> placed;

    Oracle(List<Node> nodes, List<Pod> placed) {
        this.nodes = nodes;
        this.placed = placed;
    }

    Answer ask(Pod pod) {
        List<Node> feasible = new ArrayList<>();
        Map<String, Integer> reasons = new TreeMap<>();
        for (Node node : nodes) {
            List<String> against = refusals(pod, node);
            against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            if (against.isEmpty()) {
                feasible.add(node);
            }
        }
        Map<String, Long> scores = new LinkedHashMap<>();
        for (Node node : feasible) {
            scores.put(name(node), score(pod, node, feasible));
        }
        long best = scores.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Answer(
                scores.entrySet().stream()
                        .filter(entry -> entry.getValue() == best)
                        .map(Map.Entry::getKey)
                        .toList(),
                best,
                reasons);
    }

    private List<String> refusals(Pod pod, Node node) {
        if (Boolean.TRUE.equals(node.getSpec().getUnschedulable()) && !tolerates(pod, CORDONED)) {
            return List.of("node(s) were unschedulable");
        }
        Predicate<Taint> isHard = taint -> !taint.getEffect().equals("PreferNoSchedule");
        if (node.getSpec().getTaints().stream().anyMatch(isHard.and(t -> !tolerates(pod, t)))) {
            return List.of("node(s) had untolerated taint(s)");
        }
        if (!isSelected(pod, node)) {
            return List.of("node(s) didn't match Pod's node affinity/selector");
        }
        List<String> missing = new ArrayList<>();
        if (podsOn(node).size() >= allocatable(node, "pods").intValue()) {
            missing.add("Too many pods");
        }
        for (String resource : List.of("cpu", "memory")) {
            BigDecimal request = requested(pod, resource, BigDecimal.ZERO);
            BigDecimal sum = used(node, resource, BigDecimal.ZERO).add(request);
            if (request.signum() > 0 && sum.compareTo(allocatable(node, resource)) > 0) {
                missing.add("Insufficient " + resource);
            }
        }
        return missing;
    }

    private long score(Pod pod, Node node, List<Node> feasible) {
        long mostTaints =
                feasible.stream().mapToLong(other -> softTaints(pod, other)).max().orElse(0);
        long greatestWish = feasible.stream().mapToLong(other -> wish(pod, other)).max().orElse(0);
        long taints = mostTaints == 0 ? 100 : 100 - 100 * softTaints(pod, node) / mostTaints;
        long affinity = greatestWish == 0 ? 0 : 100 * wish(pod, node) / greatestWish;
        return 3 * taints + 2 * affinity + leastAllocated(pod, node) + balance(pod, node);
    }

    private long leastAllocated(Pod pod, Node node) {
        return (freeShare(pod, node, "cpu", UNSET_CPU)
                        + freeShare(pod, node, "memory", UNSET_MEMORY))
                / 2;
    }

    private long freeShare(Pod pod, Node node, String resource, BigDecimal unset) {
        BigDecimal all = allocatable(node, resource);
        BigDecimal sum = used(node, resource, unset).add(requested(pod, resource, unset));
        return sum.compareTo(all) > 0
                ? 0
                : all.subtract(sum)
                        .multiply(BigDecimal.valueOf(100))
                        .divideToIntegralValue(all)
                        .longValue();
    }

    private long balance(Pod pod, Node node) {
        if (requested(pod, "cpu", BigDecimal.ZERO).signum() == 0
                && requested(pod, "memory", BigDecimal.ZERO).signum() == 0) {
            return 0;
        }
        double difference = Math.abs(usedShare(pod, node, "cpu") - usedShare(pod, node, "memory"));
        return (long) ((1 - difference / 2) * 100);
    }

    private double usedShare(Pod pod, Node node, String resource) {
        BigDecimal sum =
                used(node, resource, BigDecimal.ZERO)
                        .add(requested(pod, resource, BigDecimal.ZERO));
        return Math.min(1, sum.doubleValue() / allocatable(node, resource).doubleValue());
    }

    private static boolean isSelected(Pod pod, Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        boolean bySelector =
                pod.getSpec().getNodeSelector().entrySet().stream()
                        .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
        if (pod.getSpec().getAffinity() == null) {
            return bySelector;
        }
        var required =
                pod.getSpec()
                        .getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution();
        return bySelector
                && (required == null
                        || required.getNodeSelectorTerms().stream()
                                .anyMatch(term -> matches(term, node)));
    }

    private static boolean matches(NodeSelectorTerm term, Node node) {
        return term.getMatchExpressions().stream()
                .allMatch(r -> isMet(r, node.getMetadata().getLabels().get(r.getKey())));
    }

    private static boolean isMet(NodeSelectorRequirement requirement, @Nullable String label) {
        List<String> values = requirement.getValues();
        return switch (requirement.getOperator()) {
            case "In" -> values.contains(label);
            case "NotIn" -> !values.contains(label);
            case "Exists" -> label != null;
            case "DoesNotExist" -> label == null;
            case "Gt" -> label != null && Long.parseLong(label) > Long.parseLong(values.getFirst());
            default -> label != null && Long.parseLong(label) < Long.parseLong(values.getFirst());
        };
    }

    private static long wish(Pod pod, Node node) {
        return pod.getSpec().getAffinity() == null
                ? 0
                : pod
                        .getSpec()
                        .getAffinity()
                        .getNodeAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution()
                        .stream()
                        .filter(preferred -> matches(preferred.getPreference(), node))
                        .mapToLong(PreferredSchedulingTerm::getWeight)
                        .sum();
    }

    private static long softTaints(Pod pod, Node node) {
        return node.getSpec().getTaints().stream()
                .filter(taint -> taint.getEffect().equals("PreferNoSchedule"))
                .filter(taint -> !tolerates(pod, taint))
                .count();
    }

    private static boolean tolerates(Pod pod, Taint taint) {
        return pod.getSpec().getTolerations().stream().anyMatch(t -> tolerates(t, taint));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        if (toleration.getEffect() != null && !toleration.getEffect().equals(taint.getEffect())) {
            return false;
        }
        if (toleration.getKey() != null && !toleration.getKey().equals(taint.getKey())) {
            return false;
        }
        return toleration.getOperator().equals("Exists")
                || String.valueOf(toleration.getValue()).equals(taint.getValue());
    }

    private List<Pod> podsOn(Node node) {
        return placed.stream()
                .filter(pod -> name(node).equals(pod.getSpec().getNodeName()))
                .collect(Collectors.toList());
    }

    private BigDecimal used(Node node, String resource, BigDecimal unset) {
        return podsOn(node).stream()
                .map(pod -> requested(pod, resource, unset))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// @param unset what a container counts as that doesn't say
    private static BigDecimal requested(Pod pod, String resource, BigDecimal unset) {
        BigDecimal running = BigDecimal.ZERO;
        for (Container container : pod.getSpec().getContainers()) {
            running = running.add(requested(container, resource, unset));
        }
        BigDecimal greatest = running;
        for (Container container : pod.getSpec().getInitContainers()) {
            greatest = greatest.max(requested(container, resource, unset));
        }
        return greatest;
    }

    private static BigDecimal requested(Container container, String resource, BigDecimal unset) {
        Quantity quantity =
                container.getResources() == null
                        ? null
                        : container.getResources().getRequests().get(resource);
        return quantity == null ? unset : quantity.getNumericalAmount();
    }

    private static BigDecimal allocatable(Node node, String resource) {
        return java.util.Objects.requireNonNull(node.getStatus().getAllocatable().get(resource))
                .getNumericalAmount();
    }

    private static String name(Node node) {
        return node.getMetadata().getName();
    }
}
