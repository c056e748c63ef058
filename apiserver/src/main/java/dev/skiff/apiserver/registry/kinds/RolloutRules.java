package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.NumberOrPercent;
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
        NumberOrPercent.check(unavailable, unavailablePath, errors);
        NumberOrPercent.check(surge, path.child("maxSurge"), errors);
        if (NumberOrPercent.value(unavailable) == 0 && NumberOrPercent.value(surge) == 0) {
            errors.add(
                    FieldError.invalid(
                            unavailablePath, unavailable, "may not be 0 when `maxSurge` is 0"));
        }
        NumberOrPercent.notMoreThanAll(unavailable, unavailablePath, errors);
    }
}
