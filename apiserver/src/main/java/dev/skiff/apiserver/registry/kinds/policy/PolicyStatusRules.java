package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.jsonpath.JsonPathException;
import dev.skiff.api.jsonpath.JsonPathTemplate;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.ConditionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What was found out about a policy's expressions.
public final class PolicyStatusRules {
    private static final FieldPath STATUS = FieldPath.of("status");

    private PolicyStatusRules() {}

    public static void check(JsonNode status, List<FieldError> errors) {
        FieldPath path = STATUS.child("typeChecking").child("expressionWarnings");
        int i = 0;
        for (JsonNode warning : Fields.at(status, "typeChecking", "expressionWarnings")) {
            FieldPath warningPath = path.index(i++);
            FieldChecks.requiredText(warning, "warning", warningPath, errors);
            reference(
                    Fields.text(warning, "fieldRef").strip(),
                    warningPath.child("fieldRef"),
                    errors);
        }
        ConditionRules.check(Fields.at(status, "conditions"), STATUS.child("conditions"), errors);
    }

    private static void reference(String text, FieldPath path, List<FieldError> errors) {
        if (text.isEmpty()) {
            errors.add(FieldError.required(path, ""));
            return;
        }
        try {
            JsonPathTemplate.parse("{" + text + "}");
        } catch (JsonPathException e) {
            errors.add(FieldError.invalid(path, text, "invalid JSONPath: " + e.getMessage()));
        }
    }
}
