package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// How fast an autoscaler may scale.
final class BehaviorRules {
    private static final long LONGEST_WINDOW_SECONDS = 3600;
    private static final long LONGEST_PERIOD_SECONDS = 1800;
    private static final String NOT_POSITIVE = "must be greater than zero";

    private BehaviorRules() {}

    static void check(JsonNode behavior, FieldPath path, List<FieldError> errors) {
        for (String direction : List.of("scaleUp", "scaleDown")) {
            if (Fields.has(behavior, direction)) {
                rules(behavior.get(direction), path.child(direction), errors);
            }
        }
    }

    private static void rules(JsonNode rules, FieldPath path, List<FieldError> errors) {
        long window = Fields.number(rules, "stabilizationWindowSeconds");
        FieldPath windowPath = path.child("stabilizationWindowSeconds");
        if (window < 0) {
            errors.add(
                    FieldError.invalid(
                            windowPath, window, "must be greater than or equal to zero"));
        }
        notLonger(window, LONGEST_WINDOW_SECONDS, windowPath, errors);
        FieldChecks.optionalOneOf(
                rules, "selectPolicy", List.of("Disabled", "Max", "Min"), path, errors);
        JsonNode policies = Fields.at(rules, "policies");
        FieldPath policiesPath = path.child("policies");
        if (policies.isEmpty()) {
            errors.add(FieldError.required(policiesPath, "must specify at least one Policy"));
        }
        int i = 0;
        for (JsonNode policy : policies) {
            policy(policy, policiesPath.index(i++), errors);
        }
        String tolerance = Fields.text(rules, "tolerance");
        if (!tolerance.isEmpty() && Quantity.of(tolerance).signum() < 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("tolerance"), tolerance, FieldChecks.NOT_NEGATIVE));
        }
    }

    private static void policy(JsonNode policy, FieldPath path, List<FieldError> errors) {
        FieldChecks.oneOf(
                Fields.text(policy, "type"),
                List.of("Percent", "Pods"),
                path.child("type"),
                errors);
        for (String field : List.of("value", "periodSeconds")) {
            long number = Fields.number(policy, field);
            if (number <= 0) {
                errors.add(FieldError.invalid(path.child(field), number, NOT_POSITIVE));
            }
        }
        notLonger(
                Fields.number(policy, "periodSeconds"),
                LONGEST_PERIOD_SECONDS,
                path.child("periodSeconds"),
                errors);
    }

    private static void notLonger(
            long seconds, long longest, FieldPath path, List<FieldError> errors) {
        if (seconds > longest) {
            errors.add(
                    FieldError.invalid(path, seconds, "must be less than or equal to " + longest));
        }
    }
}
