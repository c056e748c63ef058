package dev.skiff.controllers.namespace;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.NamespaceConditionBuilder;
import io.fabric8.kubernetes.api.model.NamespaceStatus;
import io.fabric8.kubernetes.api.model.NamespaceStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Decides what a namespace that is being emptied says of itself, in upstream's words.
final class NamespacePlanner {
    private NamespacePlanner() {}

    /// @param remainders kinds of which something is left
    /// @param failures what the API server refused to delete, in its words
    static NamespaceStatus plan(
            Namespace namespace, List<Remainder> remainders, List<String> failures, Instant now) {
        List<NamespaceCondition> conditions = new ArrayList<>();
        conditions.add(
                condition(
                        "NamespaceDeletionDiscoveryFailure",
                        "ResourcesDiscovered",
                        "All resources successfully discovered"));
        conditions.add(
                condition(
                        "NamespaceDeletionGroupVersionParsingFailure",
                        "ParsedGroupVersions",
                        "All legacy kube types successfully parsed"));
        conditions.add(failure(failures));
        conditions.add(content(remainders));
        conditions.add(finalizers(remainders));
        List<NamespaceCondition> current =
                Optional.ofNullable(namespace.getStatus())
                        .map(NamespaceStatus::getConditions)
                        .orElse(List.of());
        return new NamespaceStatusBuilder()
                .withPhase("Terminating")
                .withConditions(conditions.stream().map(c -> dated(c, current, now)).toList())
                .build();
    }

    private static NamespaceCondition failure(List<String> failures) {
        return failures.isEmpty()
                ? condition(
                        "NamespaceDeletionContentFailure",
                        "ContentDeleted",
                        "All content successfully deleted, may be waiting on finalization")
                : raised(
                        "NamespaceDeletionContentFailure",
                        "ContentDeletionFailed",
                        "Failed to delete all resource types, %d remaining: %s"
                                .formatted(failures.size(), String.join(", ", failures)));
    }

    private static NamespaceCondition content(List<Remainder> remainders) {
        if (remainders.isEmpty()) {
            return condition(
                    "NamespaceContentRemaining",
                    "ContentRemoved",
                    "All content successfully removed");
        }
        String left =
                remainders.stream()
                        .map(r -> "%s has %d resource instances".formatted(name(r), r.count()))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return raised(
                "NamespaceContentRemaining",
                "SomeResourcesRemain",
                "Some resources are remaining: " + left);
    }

    private static NamespaceCondition finalizers(List<Remainder> remainders) {
        Map<String, Integer> all = new TreeMap<>();
        remainders.forEach(
                r -> r.finalizers().forEach((name, n) -> all.merge(name, n, Integer::sum)));
        if (all.isEmpty()) {
            return condition(
                    "NamespaceFinalizersRemaining",
                    "ContentHasNoFinalizers",
                    "All content-preserving finalizers finished");
        }
        String left =
                all.entrySet().stream()
                        .map(e -> "%s in %d resource instances".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return raised(
                "NamespaceFinalizersRemaining",
                "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: " + left);
    }

    /// The time of transition stays while the status does.
    private static NamespaceCondition dated(
            NamespaceCondition wanted, List<NamespaceCondition> current, Instant now) {
        String since =
                current.stream()
                        .filter(c -> c.getType().equals(wanted.getType()))
                        .filter(c -> c.getStatus().equals(wanted.getStatus()))
                        .map(NamespaceCondition::getLastTransitionTime)
                        .findFirst()
                        .orElse(Times.format(now));
        return new NamespaceConditionBuilder(wanted).withLastTransitionTime(since).build();
    }

    private static NamespaceCondition condition(String type, String reason, String message) {
        return build(type, "False", reason, message);
    }

    private static NamespaceCondition raised(String type, String reason, String message) {
        return build(type, "True", reason, message);
    }

    private static NamespaceCondition build(
            String type, String status, String reason, String message) {
        return new NamespaceConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    /// As upstream writes it: the core group is named by nothing behind the dot.
    private static String name(Remainder remainder) {
        return remainder.kind().plural() + "." + remainder.kind().group();
    }
}
