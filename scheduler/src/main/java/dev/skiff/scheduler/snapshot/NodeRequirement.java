package dev.skiff.scheduler.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One condition on a node's label or field.
///
/// @param operator as the API writes it
public record NodeRequirement(String key, String operator, List<String> values) {
    public NodeRequirement {
        values = List.copyOf(values);
    }

    /// Whether a node on which the key has this value, or none, meets the condition. An operator or
    /// a number that doesn't parse is met by nobody.
    boolean isMetBy(@Nullable String actual) {
        return switch (operator) {
            case "In" -> actual != null && values.contains(actual);
            case "NotIn" -> actual == null || !values.contains(actual);
            case "Exists" -> actual != null;
            case "DoesNotExist" -> actual == null;
            case "Gt" -> isMetByNumber(actual, 1);
            case "Lt" -> isMetByNumber(actual, -1);
            default -> false;
        };
    }

    private boolean isMetByNumber(@Nullable String actual, int sign) {
        if (actual == null || values.size() != 1) {
            return false;
        }
        try {
            return Long.compare(Long.parseLong(actual), Long.parseLong(values.getFirst())) == sign;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
