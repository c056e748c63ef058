package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// How a Deployment replaces its pods.
final class RolloutRules {
    private RolloutRules() {}

    static void check(JsonNode strategy, FieldPath path, List<FieldError> errors) {
        boolean hasLimits = Fields.has(strategy, "rollingUpdate");
        FieldPath limits = path.child("rollingUpdate");
        switch (Fields.text(strategy, "type")) {
            case "Recreate" -> {
                if (hasLimits) {
                    errors.add(
                            FieldError.forbidden(
                                    limits,
                                    "may not be specified when strategy `type` is 'Recreate'"));
                }
            }
            case "RollingUpdate" -> rolling(Fields.at(strategy, "rollingUpdate"), limits, errors);
            default ->
                    errors.add(
                            FieldError.notSupported(
                                    path,
                                    InternalForm.of("DeploymentStrategy", strategy),
                                    List.of("Recreate", "RollingUpdate")));
        }
    }

    private static void rolling(JsonNode limits, FieldPath path, List<FieldError> errors) {
        JsonNode unavailable = Fields.at(limits, "maxUnavailable");
        JsonNode surge = Fields.at(limits, "maxSurge");
        FieldPath unavailablePath = path.child("maxUnavailable");
        numberOrPercent(unavailable, unavailablePath, errors);
        numberOrPercent(surge, path.child("maxSurge"), errors);
        if (value(unavailable) == 0 && value(surge) == 0) {
            errors.add(
                    FieldError.invalid(
                            unavailablePath, unavailable, "may not be 0 when `maxSurge` is 0"));
        }
        if (unavailable.isTextual() && value(unavailable) > 100) {
            errors.add(
                    FieldError.invalid(
                            unavailablePath, unavailable, "must not be greater than 100%"));
        }
    }

    private static void numberOrPercent(JsonNode limit, FieldPath path, List<FieldError> errors) {
        if (limit.isTextual()) {
            String text = limit.textValue();
            FieldChecks.invalid(path, text, TextRules.percent(text), errors);
        } else if (limit.asLong() < 0) {
            errors.add(FieldError.invalid(path, limit, FieldChecks.NOT_NEGATIVE));
        }
    }

    /// The number, or the number before the percent sign; 0 when it is neither.
    private static long value(JsonNode limit) {
        if (!limit.isTextual()) {
            return limit.asLong();
        }
        String text = limit.textValue();
        boolean isPercent = TextRules.percent(text).isEmpty() && text.length() <= 10;
        return isPercent ? Long.parseLong(text.substring(0, text.length() - 1)) : 0;
    }
}
