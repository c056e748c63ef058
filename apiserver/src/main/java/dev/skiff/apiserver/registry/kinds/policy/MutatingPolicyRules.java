package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cel.ResultType;
import dev.skiff.apiserver.registry.rules.ExpressionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// Policies that change objects on their way.
public final class MutatingPolicyRules {
    private static final List<String> OPERATIONS = List.of("*", "CREATE", "UPDATE");
    private static final List<Patch> PATCHES =
            List.of(
                    new Patch("ApplyConfiguration", "applyConfiguration", ResultType.OBJECT),
                    new Patch("JSONPatch", "jsonPatch", ResultType.PATCHES));

    private MutatingPolicyRules() {}

    /// A way to say what changes.
    private record Patch(String type, String field, ResultType result) {}

    public static void applyDefaults(ObjectNode policy) {
        PolicySpec.applyDefaults(policy);
    }

    public static void check(ObjectNode policy, List<FieldError> errors) {
        PolicySpec spec = PolicySpec.withVariables(policy);
        constraints(spec, errors);
        spec.checkConditions(errors);
        rest(spec, errors);
    }

    /// Match conditions that stay as they are are not looked at again.
    public static void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        PolicySpec spec = PolicySpec.withVariables(updated);
        constraints(spec, errors);
        if (!spec.hasConditionsOf(PolicySpec.withVariables(stored))) {
            spec.checkConditions(errors);
        }
        rest(spec, errors);
    }

    private static void constraints(PolicySpec spec, List<FieldError> errors) {
        spec.checkConstraints(errors);
        operations(
                Fields.at(spec.node(), "matchConstraints"),
                PolicySpec.PATH.child("matchConstraints"),
                errors);
    }

    /// Only what is stored can be changed before.
    static void operations(JsonNode resources, FieldPath path, List<FieldError> errors) {
        FieldPath operationsPath = path.child("resourceRules").child("operations");
        for (JsonNode rule : Fields.at(resources, "resourceRules")) {
            for (String operation : Fields.texts(Fields.at(rule, "operations"))) {
                FieldChecks.oneOf(operation, OPERATIONS, operationsPath, errors);
            }
        }
    }

    private static void rest(PolicySpec spec, List<FieldError> errors) {
        spec.checkVariables(errors);
        FieldPath path = PolicySpec.PATH.child("mutations");
        JsonNode mutations = Fields.at(spec.node(), "mutations");
        if (mutations.isEmpty()) {
            errors.add(FieldError.required(path, "mutations must contain at least one item"));
        }
        int i = 0;
        for (JsonNode mutation : mutations) {
            mutation(mutation, spec, path.index(i++), errors);
        }
        FieldChecks.requiredOneOf(
                spec.node(),
                "reinvocationPolicy",
                List.of("IfNeeded", "Never"),
                PolicySpec.PATH,
                errors);
    }

    private static void mutation(
            JsonNode mutation, PolicySpec spec, FieldPath path, List<FieldError> errors) {
        int before = errors.size();
        FieldChecks.requiredOneOf(
                mutation, "patchType", PATCHES.stream().map(Patch::type).toList(), path, errors);
        if (errors.size() > before) {
            return;
        }
        String type = Fields.text(mutation, "patchType");
        for (Patch patch : PATCHES) {
            if (patch.type().equals(type)) {
                patch(Fields.at(mutation, patch.field()), patch, spec, path, errors);
            }
        }
        for (Patch patch : PATCHES) {
            if (!patch.type().equals(type) && Fields.has(mutation, patch.field())) {
                errors.add(
                        FieldError.invalid(
                                path.child(patch.field()),
                                "{" + patch.field() + "}",
                                "must not be specified when patchType is " + type));
            }
        }
    }

    private static void patch(
            JsonNode given, Patch patch, PolicySpec spec, FieldPath path, List<FieldError> errors) {
        FieldPath patchPath = path.child(patch.field());
        if (given.isMissingNode()) {
            errors.add(
                    FieldError.required(
                            patchPath, "must be specified when patchType is " + patch.type()));
            return;
        }
        String expression = Fields.text(given, "expression").strip();
        FieldPath expressionPath = patchPath.child("expression");
        if (expression.isEmpty()) {
            errors.add(FieldError.required(expressionPath, ""));
            return;
        }
        ExpressionRules.check(
                spec.compiler().compileChange(expression, spec.scope(), patch.result()),
                expression,
                expressionPath,
                errors);
    }
}
