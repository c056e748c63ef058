package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.policy.MutatingPolicyRules;
import dev.skiff.apiserver.table.PolicyPrinter;
import java.util.List;

/// MutatingAdmissionPolicies.
final class MutatingPolicyStrategy extends AdmissionStrategy {
    MutatingPolicyStrategy() {
        super(
                Kinds.MUTATING_ADMISSION_POLICY,
                new PolicyPrinter("mutatingadmissionpolicies", "mutations"));
    }

    @Override
    public void applyDefaults(ObjectNode policy) {
        MutatingPolicyRules.applyDefaults(policy);
    }

    @Override
    void check(ObjectNode policy, List<FieldError> errors) {
        super.check(policy, errors);
        MutatingPolicyRules.check(policy, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        MutatingPolicyRules.checkUpdate(updated, stored, errors);
    }
}
