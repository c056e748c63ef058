package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// When a single container is started again.
final class RestartRules {
    private static final int MAX_RULES = 20;
    private static final int MAX_EXIT_CODES = 255;

    private RestartRules() {}

    static void check(
            JsonNode container, List<String> policies, FieldPath path, List<FieldError> errors) {
        FieldChecks.optionalOneOf(container, "restartPolicy", policies, path, errors);
        JsonNode rules = Fields.at(container, "restartPolicyRules");
        FieldPath rulesPath = path.child("restartPolicyRules");
        if (!rules.isEmpty() && !Fields.has(container, "restartPolicy")) {
            errors.add(
                    FieldError.required(
                            path.child("restartPolicy"),
                            "must specify restartPolicy when restart rules are used"));
        }
        if (rules.size() > MAX_RULES) {
            errors.add(FieldError.tooMany(rulesPath, rules.size(), MAX_RULES));
        }
        int i = 0;
        for (JsonNode rule : rules) {
            rule(rule, rulesPath.index(i++), errors);
        }
    }

    private static void rule(JsonNode rule, FieldPath path, List<FieldError> errors) {
        FieldChecks.oneOf(
                Fields.text(rule, "action"),
                List.of("Restart", "RestartAllContainers"),
                path.child("action"),
                errors);
        JsonNode codes = Fields.at(rule, "exitCodes");
        FieldPath codesPath = path.child("exitCodes");
        if (!codes.isObject()) {
            errors.add(FieldError.required(codesPath, "must be specified"));
            return;
        }
        FieldChecks.oneOf(
                Fields.text(codes, "operator"),
                List.of("In", "NotIn"),
                codesPath.child("operator"),
                errors);
        int count = Fields.at(codes, "values").size();
        if (count > MAX_EXIT_CODES) {
            errors.add(FieldError.tooMany(codesPath.child("values"), count, MAX_EXIT_CODES));
        }
    }
}
