package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.kinds.policy.PolicyStatusRules;
import dev.skiff.apiserver.registry.kinds.policy.ValidatingPolicyRules;
import dev.skiff.apiserver.table.PolicyPrinter;
import java.util.List;

/// ValidatingAdmissionPolicies.
final class ValidatingPolicyStrategy extends AdmissionStrategy {
    ValidatingPolicyStrategy() {
        super(
                Kinds.VALIDATING_ADMISSION_POLICY,
                new PolicyPrinter("validatingadmissionpolicies", "validations"));
    }

    @Override
    public void applyDefaults(ObjectNode policy) {
        ValidatingPolicyRules.applyDefaults(policy);
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        FixedMetadata.keep(updated, stored);
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("metadata"));
    }

    @Override
    void check(ObjectNode policy, List<FieldError> errors) {
        super.check(policy, errors);
        ValidatingPolicyRules.check(policy, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        ValidatingPolicyRules.checkUpdate(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        PolicyStatusRules.check(Fields.at(updated, "status"), errors);
    }
}
