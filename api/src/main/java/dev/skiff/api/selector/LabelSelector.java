package dev.skiff.api.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Conditions on labels that must all hold. Two special ones: [#EVERYTHING] has no condition,
/// [#NOTHING] matches no object.
public final class LabelSelector {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), false);
    public static final LabelSelector NOTHING = new LabelSelector(List.of(), true);

    private static final Map<String, Operator> OPERATORS =
            Map.of(
                    "In", Operator.IN,
                    "NotIn", Operator.NOT_IN,
                    "Exists", Operator.EXISTS,
                    "DoesNotExist", Operator.DOES_NOT_EXIST);

    private final List<LabelRequirement> requirements;
    private final boolean isNothing;

    private LabelSelector(List<LabelRequirement> requirements, boolean isNothing) {
        this.requirements = requirements;
        this.isNothing = isNothing;
    }

    public static LabelSelector of(List<LabelRequirement> requirements) {
        return requirements.isEmpty()
                ? EVERYTHING
                : new LabelSelector(
                        requirements.stream()
                                .sorted(Comparator.comparing(LabelRequirement::key))
                                .toList(),
                        false);
    }

    /// All of these labels with these values.
    public static LabelSelector ofLabels(Map<String, String> labels) {
        return of(labels.entrySet().stream().map(e -> equality(e.getKey(), e.getValue())).toList());
    }

    /// Reads what stands in a query: `a=b,c in (d,e),!f`. Empty selects everything.
    public static SelectorText<LabelSelector> parse(String text) {
        return new LabelSelectorParser(text).parse();
    }

    /// Reads a `LabelSelector` of the API (`matchLabels`, `matchExpressions`). Absent or null
    /// matches nothing, empty everything.
    ///
    /// @throws IllegalArgumentException for an operator that does not exist, which validation
    ///     keeps out of stored objects
    public static LabelSelector ofObject(@Nullable JsonNode selector) {
        if (selector == null || selector.isNull() || selector.isMissingNode()) {
            return NOTHING;
        }
        List<LabelRequirement> requirements = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            requirements.add(equality(label.getKey(), label.getValue().asText()));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            requirements.add(requirement(expression));
        }
        return of(requirements);
    }

    private static LabelRequirement equality(String key, String value) {
        return new LabelRequirement(key, Operator.EQUALS, List.of(value));
    }

    private static LabelRequirement requirement(JsonNode expression) {
        String name = expression.path("operator").asText();
        Operator operator = OPERATORS.get(name);
        if (operator == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a valid label selector operator");
        }
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        return new LabelRequirement(expression.path("key").asText(), operator, values);
    }

    public boolean isEverything() {
        return requirements.isEmpty() && !isNothing;
    }

    /// Sorted by key.
    public List<LabelRequirement> requirements() {
        return requirements;
    }

    public boolean matches(Map<String, String> labels) {
        return matches(labels::get);
    }

    /// @param labels an object's `metadata.labels`; may be missing
    public boolean matches(JsonNode labels) {
        return matches(
                key -> {
                    JsonNode value = labels.get(key);
                    return value == null ? null : value.asText();
                });
    }

    private boolean matches(Function<String, @Nullable String> labels) {
        if (isNothing) {
            return false;
        }
        for (LabelRequirement requirement : requirements) {
            if (!requirement.accepts(labels.apply(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSelector that
                && isNothing == that.isNothing
                && requirements.equals(that.requirements);
    }

    @Override
    public int hashCode() {
        return requirements.hashCode() + (isNothing ? 1 : 0);
    }

    /// The form a query takes; empty for [#EVERYTHING] and [#NOTHING] alike.
    @Override
    public String toString() {
        return requirements.stream()
                .map(LabelRequirement::toString)
                .collect(Collectors.joining(","));
    }
}
