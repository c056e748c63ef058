package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cel.AdmissionCompiler;
import dev.skiff.apiserver.cel.Identifiers;
import dev.skiff.apiserver.cel.Scope;
import dev.skiff.apiserver.registry.kinds.webhook.MatchConditionRules;
import dev.skiff.apiserver.registry.rules.ExpressionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What the specs of policies have in common.
///
/// @param scope what its expressions may name
/// @param compiler knows its variables once [#checkVariables] has run
record PolicySpec(JsonNode node, Scope scope, AdmissionCompiler compiler) {
    static final FieldPath PATH = FieldPath.of("spec");

    static PolicySpec of(JsonNode policy) {
        return Fields.at(policy, "spec", "variables").isEmpty()
                ? with(AdmissionCompiler.withoutVariables(), policy)
                : withVariables(policy);
    }

    /// Knows variables even where none is defined.
    static PolicySpec withVariables(JsonNode policy) {
        return with(AdmissionCompiler.withVariables(), policy);
    }

    private static PolicySpec with(AdmissionCompiler compiler, JsonNode policy) {
        JsonNode spec = Fields.at(policy, "spec");
        return new PolicySpec(spec, new Scope(Fields.has(spec, "paramKind"), true), compiler);
    }

    static void applyDefaults(ObjectNode policy) {
        ObjectNode spec = Fields.child(policy, "spec");
        if (!Fields.has(spec, "failurePolicy")) {
            spec.put("failurePolicy", "Fail");
        }
        MatchResourcesRules.applyDefaults(spec, "matchConstraints");
    }

    /// Whether nothing that could make a match condition wrong differs from another spec.
    boolean hasConditionsOf(PolicySpec other) {
        return FieldChecks.same(Fields.at(node, "paramKind"), Fields.at(other.node, "paramKind"))
                && FieldChecks.same(
                        Fields.at(node, "matchConditions"),
                        Fields.at(other.node, "matchConditions"));
    }

    void checkConstraints(List<FieldError> errors) {
        FieldChecks.requiredOneOf(node, "failurePolicy", List.of("Fail", "Ignore"), PATH, errors);
        if (Fields.has(node, "paramKind")) {
            ParameterRules.kind(Fields.at(node, "paramKind"), PATH.child("paramKind"), errors);
        }
        FieldPath path = PATH.child("matchConstraints");
        JsonNode constraints = Fields.at(node, "matchConstraints");
        if (constraints.isMissingNode()) {
            errors.add(FieldError.required(path, ""));
            return;
        }
        MatchResourcesRules.check(constraints, path, errors);
        if (Fields.at(constraints, "resourceRules").isEmpty()) {
            errors.add(FieldError.required(path.child("resourceRules"), ""));
        }
    }

    void checkConditions(List<FieldError> errors) {
        MatchConditionRules.check(
                Fields.at(node, "matchConditions"), scope, PATH.child("matchConditions"), errors);
    }

    void checkVariables(List<FieldError> errors) {
        int i = 0;
        for (JsonNode variable : Fields.at(node, "variables")) {
            FieldPath path = PATH.child("variables").index(i++);
            String name = Fields.text(variable, "name");
            if (name.isBlank()) {
                errors.add(FieldError.required(path.child("name"), "name is not specified"));
            } else if (!Identifiers.isIdentifier(name)) {
                errors.add(
                        FieldError.invalid(
                                path.child("name"), name, "must be a valid CEL identifier"));
            }
            String expression = Fields.text(variable, "expression");
            if (expression.isBlank()) {
                errors.add(
                        FieldError.required(
                                path.child("expression"), "expression is not specified"));
            } else {
                ExpressionRules.check(
                        compiler.define(name, expression, scope),
                        expression,
                        path.child("expression"),
                        errors);
            }
        }
    }
}
