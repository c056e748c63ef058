package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.util.List;

/// Fields that hold a number, or a percentage as text.
public final class NumberOrPercent {
    private static final int MOST_DIGITS = 10;

    private NumberOrPercent() {}

    /// A number that is not negative, or a percentage.
    public static void check(JsonNode limit, FieldPath path, List<FieldError> errors) {
        if (limit.isTextual()) {
            String text = limit.textValue();
            FieldChecks.invalid(path, text, TextRules.percent(text), errors);
        } else if (limit.asLong() < 0) {
            errors.add(FieldError.invalid(path, limit, FieldChecks.NOT_NEGATIVE));
        }
    }

    /// Percentages end at 100.
    public static void notMoreThanAll(JsonNode limit, FieldPath path, List<FieldError> errors) {
        if (limit.isTextual() && value(limit) > 100) {
            errors.add(FieldError.invalid(path, limit, "must not be greater than 100%"));
        }
    }

    /// The number, or the number before the percent sign; 0 when it is neither.
    public static long value(JsonNode limit) {
        if (!limit.isTextual()) {
            return limit.asLong();
        }
        String text = limit.textValue();
        boolean isPercent = TextRules.percent(text).isEmpty() && text.length() <= MOST_DIGITS;
        return isPercent ? Long.parseLong(text.substring(0, text.length() - 1)) : 0;
    }
}
