package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What to warn of when a namespace begins to ask more of pods that are there already.
public final class ExistingPods {
    /// More pods than these are not looked at.
    private static final int MAX_PODS = 3000;

    private ExistingPods() {}

    /// @param pods all pods of the namespace
    public static List<String> warnings(String namespace, Standard enforced, List<JsonNode> pods) {
        List<JsonNode> looked = mostTelling(pods);
        List<String> warnings = new ArrayList<>();
        if (looked.size() < pods.size()) {
            warnings.add(
                    "new PodSecurity enforce level only checked against the first %d of %d existing pods"
                            .formatted(looked.size(), pods.size()));
        }
        List<String> found = violations(enforced, looked);
        if (!found.isEmpty()) {
            warnings.add(
                    "existing pods in namespace \"%s\" violate the new PodSecurity enforce level \"%s\""
                            .formatted(namespace, enforced));
        }
        warnings.addAll(found);
        return warnings;
    }

    /// One pod of each controller before further ones, which are likely to be the same.
    private static List<JsonNode> mostTelling(List<JsonNode> pods) {
        Set<String> controllers = new LinkedHashSet<>();
        List<JsonNode> first = new ArrayList<>();
        List<JsonNode> further = new ArrayList<>();
        for (JsonNode pod : pods) {
            String controller = controllerUid(pod);
            boolean isFirst = controller.isEmpty() || controllers.add(controller);
            (isFirst ? first : further).add(pod);
        }
        first.addAll(further);
        return first.subList(0, Math.min(first.size(), MAX_PODS));
    }

    private static String controllerUid(JsonNode pod) {
        for (JsonNode owner : Fields.at(pod, "metadata", "ownerReferences")) {
            if (Fields.isTrue(owner, "controller")) {
                return Fields.text(owner, "uid");
            }
        }
        return "";
    }

    private static List<String> violations(Standard enforced, List<JsonNode> pods) {
        Map<String, TreeSet<String>> podsByReasons = new TreeMap<>();
        for (JsonNode pod : pods) {
            SecurityStandards.reasons(enforced, new CheckedPod(pod))
                    .ifPresent(
                            reasons ->
                                    podsByReasons
                                            .computeIfAbsent(reasons, _ -> new TreeSet<>())
                                            .add(Fields.text(pod, "metadata", "name")));
        }
        return podsByReasons.entrySet().stream()
                .map(entry -> named(entry.getValue()) + ": " + entry.getKey())
                .sorted()
                .toList();
    }

    private static String named(TreeSet<String> pods) {
        String first = pods.getFirst();
        return switch (pods.size()) {
            case 1 -> first;
            case 2 -> first + " (and 1 other pod)";
            default -> "%s (and %d other pods)".formatted(first, pods.size() - 1);
        };
    }
}
