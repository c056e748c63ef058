package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.cel.ResultType;
import dev.skiff.apiserver.cel.Scope;
import dev.skiff.apiserver.registry.rules.ExpressionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// Policies that refuse what they do not find valid.
public final class ValidatingPolicyRules {
    private static final List<String> REASONS =
            List.of("Forbidden", "Invalid", "RequestEntityTooLarge");
    private static final String ONE_OF_BOTH =
            "validations or auditAnnotations must contain at least one item";
    private static final int MAX_ANNOTATIONS = 20;
    private static final int MAX_ANNOTATION_LENGTH = 5 * 1024;

    private ValidatingPolicyRules() {}

    public static void applyDefaults(ObjectNode policy) {
        PolicySpec.applyDefaults(policy);
    }

    public static void check(ObjectNode policy, List<FieldError> errors) {
        PolicySpec spec = PolicySpec.of(policy);
        spec.checkConstraints(errors);
        spec.checkConditions(errors);
        rest(policy, spec, errors);
    }

    /// Match conditions that stay as they are are not looked at again.
    public static void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        PolicySpec spec = PolicySpec.of(updated);
        spec.checkConstraints(errors);
        if (!spec.hasConditionsOf(PolicySpec.of(stored))) {
            spec.checkConditions(errors);
        }
        rest(updated, spec, errors);
    }

    private static void rest(ObjectNode policy, PolicySpec spec, List<FieldError> errors) {
        spec.checkVariables(errors);
        JsonNode validations = Fields.at(spec.node(), "validations");
        JsonNode annotations = Fields.at(spec.node(), "auditAnnotations");
        if (validations.isEmpty() && annotations.isEmpty()) {
            for (String list : List.of("validations", "auditAnnotations")) {
                errors.add(FieldError.required(PolicySpec.PATH.child(list), ONE_OF_BOTH));
            }
            return;
        }
        int i = 0;
        for (JsonNode validation : validations) {
            validation(validation, spec, PolicySpec.PATH.child("validations").index(i++), errors);
        }
        String name = Fields.text(policy, "metadata", "name");
        annotations(annotations, name, spec, errors);
    }

    private static void validation(
            JsonNode validation, PolicySpec spec, FieldPath path, List<FieldError> errors) {
        String expression = Fields.text(validation, "expression");
        FieldPath expressionPath = path.child("expression");
        if (expression.isBlank()) {
            errors.add(FieldError.required(expressionPath, "expression is not specified"));
        } else {
            ExpressionRules.check(
                    spec.compiler().compile(expression, spec.scope(), ResultType.BOOL),
                    expression,
                    expressionPath,
                    errors);
        }
        String messageExpression = Fields.text(validation, "messageExpression");
        if (!messageExpression.isEmpty()) {
            messageExpression(messageExpression, spec, path.child("messageExpression"), errors);
        }
        String message = Fields.text(validation, "message");
        if (!message.isEmpty() && message.isBlank()) {
            errors.add(
                    FieldError.invalid(
                            path.child("message"), message, "must be non-empty if specified"));
        } else if (message.strip().matches("(?s).*[\n\r].*")) {
            errors.add(
                    FieldError.invalid(
                            path.child("message"), message, "must not contain line breaks"));
        }
        FieldChecks.optionalOneOf(validation, "reason", REASONS, path, errors);
    }

    /// Who asks what the author may do cannot say so in a message.
    private static void messageExpression(
            String expression, PolicySpec spec, FieldPath path, List<FieldError> errors) {
        if (expression.isBlank()) {
            errors.add(FieldError.invalid(path, expression, "must be non-empty if specified"));
            return;
        }
        Scope scope = new Scope(spec.scope().hasParams(), false);
        ExpressionRules.check(
                spec.compiler().compile(expression, scope, ResultType.TEXT),
                expression,
                path,
                errors);
    }

    private static void annotations(
            JsonNode annotations, String policy, PolicySpec spec, List<FieldError> errors) {
        FieldPath path = PolicySpec.PATH.child("auditAnnotations");
        if (annotations.size() > MAX_ANNOTATIONS) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            annotations.forEach(a -> shown.add(InternalForm.of("AuditAnnotation", a)));
            errors.add(
                    FieldError.invalid(
                            path,
                            shown,
                            "must not have more than %d auditAnnotations"
                                    .formatted(MAX_ANNOTATIONS)));
        }
        List<String> keys = new ArrayList<>(annotations.size());
        for (JsonNode annotation : annotations) {
            FieldPath annotationPath = path.index(keys.size());
            String key = Fields.text(annotation, "key");
            annotationKey(key, policy, annotationPath.child("key"), errors);
            annotationValue(
                    Fields.text(annotation, "valueExpression"),
                    spec,
                    annotationPath.child("valueExpression"),
                    errors);
            if (keys.contains(key)) {
                errors.add(FieldError.duplicate(annotationPath.child("key"), key));
            }
            keys.add(key);
        }
    }

    private static void annotationKey(
            String key, String policy, FieldPath path, List<FieldError> errors) {
        if (policy.isEmpty()) {
            errors.add(FieldError.invalid(path, key, "requires metadata.name be non-empty"));
        } else {
            String full = policy + "/" + key;
            FieldChecks.invalid(path, full, TextRules.qualifiedName(full), errors);
        }
    }

    private static void annotationValue(
            String expression, PolicySpec spec, FieldPath path, List<FieldError> errors) {
        String trimmed = expression.strip();
        if (trimmed.isEmpty()) {
            errors.add(FieldError.required(path, "valueExpression is not specified"));
        } else if (trimmed.length() > MAX_ANNOTATION_LENGTH) {
            errors.add(
                    FieldError.required(
                            path,
                            "must not exceed %d bytes in length".formatted(MAX_ANNOTATION_LENGTH)));
        } else {
            ExpressionRules.check(
                    spec.compiler().compile(trimmed, spec.scope(), ResultType.TEXT_OR_NULL),
                    expression,
                    path,
                    errors);
        }
    }
}
