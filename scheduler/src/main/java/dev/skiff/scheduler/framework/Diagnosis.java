package dev.skiff.scheduler.framework;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Why no node can take a pod.
///
/// @param nodes how many nodes there are
/// @param reasons how many nodes were refused for each reason; one node may count for several
/// @param resolvable how many nodes could take the pod if other pods left
public record Diagnosis(int nodes, SortedMap<String, Integer> reasons, int resolvable) {
    static final String NO_NODES = "no nodes available to schedule pods";

    public Diagnosis {
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /// As `kubectl describe pod` shows it, without what a [PostFilterPlugin] has to say.
    public String message() {
        if (nodes == 0) {
            return NO_NODES;
        }
        return "0/" + nodes + " nodes are available:" + histogram(reasons);
    }

    /// Counts with their reasons, sorted as text: ` 1 Insufficient cpu, 2 Too many pods.`
    public static String histogram(Map<String, Integer> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.entrySet().stream()
                        .map(reason -> reason.getValue() + " " + reason.getKey())
                        .sorted()
                        .collect(Collectors.joining(", ", " ", "."));
    }
}
