package dev.skiff.controllers.framework;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import java.util.Optional;

/// Whether labels satisfy a selector. An empty selector matches everything.
public final class LabelMatch {
    private LabelMatch() {}

    public static boolean matches(LabelSelector selector, HasMetadata object) {
        return matches(selector, labels(object));
    }

    public static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return containsAll(labels, orEmpty(selector.getMatchLabels()))
                && selector.getMatchExpressions().stream().allMatch(e -> matches(e, labels));
    }

    /// The simple form of selector that services have.
    public static boolean containsAll(Map<String, String> labels, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
    }

    public static boolean isEmpty(LabelSelector selector) {
        return orEmpty(selector.getMatchLabels()).isEmpty()
                && selector.getMatchExpressions().isEmpty();
    }

    public static Map<String, String> labels(HasMetadata object) {
        return orEmpty(object.getMetadata().getLabels());
    }

    private static boolean matches(LabelSelectorRequirement rule, Map<String, String> labels) {
        String value = labels.get(rule.getKey());
        return switch (rule.getOperator()) {
            case "In" -> value != null && rule.getValues().contains(value);
            case "NotIn" -> value == null || !rule.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    private static Map<String, String> orEmpty(Map<String, String> labels) {
        return Optional.ofNullable(labels).orElse(Map.of());
    }
}
