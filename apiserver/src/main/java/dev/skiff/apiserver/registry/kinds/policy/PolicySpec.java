package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cel.AdmissionCompiler;
import dev.skiff.apiserver.cel.Scope;
import dev.skiff.apiserver.registry.kinds.webhook.MatchConditionRules;
import dev.skiff.apiserver.registry.rules.ExpressionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.regex.Pattern;

/// What the specs of policies have in common.
///
/// @param scope what its expressions may name
/// @param compiler knows its variables once [#checkVariables] has run
record PolicySpec(JsonNode node, Scope scope, AdmissionCompiler compiler) {
    static final FieldPath PATH = FieldPath.of("spec");

    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
    private static final List<String> RESERVED =
            List.of(
                    "true",
                    "false",
                    "null",
                    "in",
                    "as",
                    "break",
                    "const",
                    "continue",
                    "else",
                    "for",
                    "function",
                    "if",
                    "import",
                    "let",
                    "loop",
                    "package",
                    "namespace",
                    "return",
                    "var",
                    "void",
                    "while");

    static PolicySpec of(JsonNode policy) {
        JsonNode spec = Fields.at(policy, "spec");
        Scope scope = new Scope(Fields.has(spec, "paramKind"), true);
        AdmissionCompiler compiler =
                Fields.at(spec, "variables").isEmpty()
                        ? AdmissionCompiler.withoutVariables()
                        : AdmissionCompiler.withVariables();
        return new PolicySpec(spec, scope, compiler);
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
            } else if (!isIdentifier(name)) {
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

    private static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches() && !RESERVED.contains(name);
    }
}
