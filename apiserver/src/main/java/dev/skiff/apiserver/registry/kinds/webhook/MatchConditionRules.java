package dev.skiff.apiserver.registry.kinds.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.cel.AdmissionCompiler;
import dev.skiff.apiserver.cel.ResultType;
import dev.skiff.apiserver.cel.Scope;
import dev.skiff.apiserver.registry.rules.ExpressionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;

/// Conditions in CEL on the requests that a webhook or a policy is asked about.
public final class MatchConditionRules {
    private static final int MAX_CONDITIONS = 64;

    private MatchConditionRules() {}

    public static void check(
            JsonNode conditions, Scope scope, FieldPath path, List<FieldError> errors) {
        if (conditions.size() > MAX_CONDITIONS) {
            errors.add(FieldError.tooMany(path, conditions.size(), MAX_CONDITIONS));
        }
        List<String> names = new ArrayList<>(conditions.size());
        int i = 0;
        for (JsonNode condition : conditions) {
            FieldPath conditionPath = path.index(i++);
            condition(condition, scope, conditionPath, errors);
            String name = Fields.text(condition, "name");
            if (!name.isEmpty() && names.contains(name)) {
                errors.add(FieldError.duplicate(conditionPath.child("name"), name));
            }
            names.add(name);
        }
    }

    private static void condition(
            JsonNode condition, Scope scope, FieldPath path, List<FieldError> errors) {
        String expression = Fields.text(condition, "expression").strip();
        FieldPath expressionPath = path.child("expression");
        if (expression.isEmpty()) {
            errors.add(FieldError.required(expressionPath, ""));
        } else {
            AdmissionCompiler compiler = AdmissionCompiler.withoutVariables();
            ExpressionRules.check(
                    compiler.compile(expression, scope, ResultType.BOOL),
                    expression,
                    expressionPath,
                    errors);
        }
        String name = Fields.text(condition, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        } else {
            FieldChecks.invalid(path.child("name"), name, TextRules.qualifiedName(name), errors);
        }
    }
}
