package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cel.SchemaExpressions;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Optional;

/// Rules in CEL on the values that a schema describes.
final class RuleRules {
    private static final String RULES = "x-kubernetes-validations";
    private static final List<String> REASONS =
            List.of(
                    "FieldValueDuplicate",
                    "FieldValueForbidden",
                    "FieldValueInvalid",
                    "FieldValueRequired");

    private RuleRules() {}

    static void check(JsonNode schema, FieldPath path, SchemaContext context, Findings findings) {
        JsonNode rules = Fields.at(schema, RULES);
        if (rules.isEmpty()) {
            return;
        }
        FieldPath rulesPath = path.child(RULES);
        int i = 0;
        for (JsonNode rule : rules) {
            form(rule, schema, rulesPath.index(i++), findings.form());
        }
        if (!findings.form().isEmpty() || !context.hasTypes()) {
            return;
        }
        boolean isObject =
                context.isRoot() || Fields.isTrue(schema, "x-kubernetes-embedded-resource");
        Optional<SchemaExpressions> types = SchemaExpressions.of(schema, isObject);
        if (types.isEmpty()) {
            findings.rules()
                    .add(
                            new FieldError(
                                    FieldError.Type.INTERNAL,
                                    rulesPath.text(),
                                    "",
                                    "internal error: failed to retrieve type information for x-kubernetes-validations"));
            return;
        }
        i = 0;
        for (JsonNode rule : rules) {
            compile(rule, types.get(), context, rulesPath.index(i++), findings.rules());
        }
    }

    private static void form(
            JsonNode rule, JsonNode schema, FieldPath path, List<FieldError> errors) {
        String expression = Fields.text(rule, "rule");
        String message = Fields.text(rule, "message");
        if (expression.isBlank()) {
            errors.add(FieldError.required(path.child("rule"), "rule is not specified"));
        } else if (!message.isEmpty() && message.isBlank()) {
            errors.add(
                    FieldError.invalid(
                            path.child("message"), message, "must be non-empty if specified"));
        } else if (hasBreaks(message.strip())) {
            errors.add(
                    FieldError.invalid(
                            path.child("message"), message, "must not contain line breaks"));
        } else if (hasBreaks(expression.strip()) && message.isBlank()) {
            errors.add(
                    FieldError.required(
                            path.child("message"),
                            "message must be specified if rule contains line breaks"));
        }
        String messageExpression = Fields.text(rule, "messageExpression");
        if (!messageExpression.isEmpty() && messageExpression.isBlank()) {
            errors.add(
                    FieldError.required(
                            path.child("messageExpression"),
                            "messageExpression must be non-empty if specified"));
        }
        FieldChecks.optionalOneOf(rule, "reason", REASONS, path, errors);
        place(Fields.text(rule, "fieldPath"), schema, path.child("fieldPath"), errors);
    }

    private static void place(
            String text, JsonNode schema, FieldPath path, List<FieldError> errors) {
        if (text.isEmpty()) {
            return;
        }
        if (text.isBlank()) {
            errors.add(FieldError.invalid(path, text, "must be non-empty if specified"));
        }
        if (hasBreaks(text)) {
            errors.add(FieldError.invalid(path, text, "must not contain line breaks"));
        }
        if (SchemaPath.withBrackets().find(text, schema) instanceof SchemaPath.Wrong) {
            errors.add(FieldError.invalid(path, text, "must be a valid path"));
        }
    }

    private static boolean hasBreaks(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static void compile(
            JsonNode rule,
            SchemaExpressions types,
            SchemaContext context,
            FieldPath path,
            List<FieldError> errors) {
        boolean isOptional = Fields.isTrue(rule, "optionalOldSelf");
        SchemaExpressions scope = isOptional ? types.withOptionalOldSelf() : types;
        JsonNode shown = InternalForm.of("ValidationRule", rule);
        SchemaExpressions.Checked checked = scope.rule(Fields.text(rule, "rule"));
        checked.problem()
                .ifPresent(why -> errors.add(FieldError.invalid(path.child("rule"), shown, why)));
        String messageExpression = Fields.text(rule, "messageExpression");
        if (checked.problem().isEmpty() && !messageExpression.isBlank()) {
            scope.message(messageExpression)
                    .ifPresent(
                            why ->
                                    errors.add(
                                            FieldError.invalid(
                                                    path.child("messageExpression"), shown, why)));
        }
        if (checked.usesOldSelf()) {
            context.uncorrelated()
                    .ifPresent(
                            above ->
                                    errors.add(
                                            FieldError.invalid(
                                                    path.child("rule"),
                                                    Fields.text(rule, "rule"),
                                                    "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                                                            + above)));
        } else if (Fields.has(rule, "optionalOldSelf")) {
            errors.add(
                    FieldError.invalid(
                            path.child("optionalOldSelf"),
                            rule.get("optionalOldSelf"),
                            "may not be set if oldSelf is not used in rule"));
        }
    }
}
