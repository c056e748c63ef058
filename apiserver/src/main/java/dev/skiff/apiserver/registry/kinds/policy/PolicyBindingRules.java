package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;

/// Where a policy holds, with which parameters, and what comes of breaking it.
public final class PolicyBindingRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> ACTIONS = List.of("Audit", "Deny", "Warn");

    private PolicyBindingRules() {}

    public static void applyDefaults(ObjectNode binding) {
        MatchResourcesRules.applyDefaults(Fields.at(binding, "spec"), "matchResources");
    }

    public static void check(ObjectNode binding, List<FieldError> errors) {
        JsonNode spec = Fields.at(binding, "spec");
        place(spec, errors);
        actions(Fields.at(spec, "validationActions"), errors);
    }

    /// Of policies that change objects.
    public static void checkMutating(ObjectNode binding, List<FieldError> errors) {
        JsonNode spec = Fields.at(binding, "spec");
        place(spec, errors);
        MutatingPolicyRules.operations(
                Fields.at(spec, "matchResources"), SPEC.child("matchResources"), errors);
    }

    private static void place(JsonNode spec, List<FieldError> errors) {
        String policy = Fields.text(spec, "policyName");
        if (policy.isEmpty()) {
            errors.add(FieldError.required(SPEC.child("policyName"), ""));
        } else {
            FieldChecks.invalid(
                    SPEC.child("policyName"), policy, TextRules.subdomain(policy), errors);
        }
        if (Fields.has(spec, "paramRef")) {
            ParameterRules.reference(Fields.at(spec, "paramRef"), SPEC.child("paramRef"), errors);
        }
        if (Fields.has(spec, "matchResources")) {
            MatchResourcesRules.check(
                    Fields.at(spec, "matchResources"), SPEC.child("matchResources"), errors);
        }
    }

    private static void actions(JsonNode actions, List<FieldError> errors) {
        FieldPath path = SPEC.child("validationActions");
        List<String> seen = new ArrayList<>(actions.size());
        for (String action : Fields.texts(actions)) {
            FieldChecks.oneOf(action, ACTIONS, path.index(seen.size()), errors);
            if (seen.contains(action)) {
                errors.add(FieldError.duplicate(path.index(seen.size()), action));
            }
            seen.add(action);
        }
        if (seen.containsAll(List.of("Deny", "Warn"))) {
            errors.add(
                    FieldError.invalid(
                            path,
                            actions,
                            "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)"));
        }
        if (seen.isEmpty()) {
            errors.add(FieldError.required(path, "at least one validation action is required"));
        }
    }
}
