package dev.skiff.api.selector;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.validation.TextRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One condition on one label.
///
/// @param values sorted, without repeats; empty for existence
public record LabelRequirement(String key, Operator operator, List<String> values) {
    public LabelRequirement {
        values = List.copyOf(new TreeSet<>(values));
    }

    public static LabelRequirement of(String key, Operator operator, Collection<String> values) {
        return new LabelRequirement(key, operator, List.copyOf(values));
    }

    /// @param value the label's value; null when the object has no such label
    public boolean accepts(@Nullable String value) {
        return switch (operator) {
            case IN, EQUALS, DOUBLE_EQUALS -> value != null && values.contains(value);
            case NOT_IN, NOT_EQUALS -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GREATER_THAN -> value != null && isOrdered(values.getFirst(), value);
            case LESS_THAN -> value != null && isOrdered(value, values.getFirst());
        };
    }

    private static boolean isOrdered(String smaller, String larger) {
        OptionalLong low = number(smaller);
        OptionalLong high = number(larger);
        return low.isPresent() && high.isPresent() && low.getAsLong() < high.getAsLong();
    }

    /// What is wrong with the values, each as `values[0]: Invalid value: …`; nothing when all is
    /// well.
    List<String> problems() {
        List<String> problems = new ArrayList<>(0);
        boolean isComparison = operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN;
        for (int i = 0; isComparison && i < values.size(); i++) {
            if (number(values.get(i)).isEmpty()) {
                problems.add(
                        "values[%d]: Invalid value: %s: for 'Gt', 'Lt' operators, the value must be an integer"
                                .formatted(i, GoText.quote(values.get(i))));
            }
        }
        for (int i = 0; i < values.size(); i++) {
            List<String> wrong = TextRules.labelValue(values.get(i));
            if (!wrong.isEmpty()) {
                problems.add(
                        "values[%d][%s]: Invalid value: %s: %s"
                                .formatted(
                                        i,
                                        key,
                                        GoText.quote(values.get(i)),
                                        String.join("; ", wrong)));
            }
        }
        return problems;
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public String toString() {
        return switch (operator) {
            case IN, NOT_IN -> key + " " + operator.word() + " (" + String.join(",", values) + ")";
            case EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> key + operator.word() + values.getFirst();
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case GREATER_THAN -> key + ">" + values.getFirst();
            case LESS_THAN -> key + "<" + values.getFirst();
        };
    }
}
