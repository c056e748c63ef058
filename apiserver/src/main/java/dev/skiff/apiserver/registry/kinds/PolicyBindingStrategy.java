package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.policy.PolicyBindingRules;
import dev.skiff.apiserver.table.PolicyBindingPrinter;
import java.util.List;

/// ValidatingAdmissionPolicyBindings.
final class PolicyBindingStrategy extends KindStrategy {
    PolicyBindingStrategy() {
        super(
                Kinds.VALIDATING_ADMISSION_POLICY_BINDING,
                NameRule.DNS_SUBDOMAIN,
                new PolicyBindingPrinter("validatingadmissionpolicybindings"));
    }

    @Override
    public void applyDefaults(ObjectNode binding) {
        PolicyBindingRules.applyDefaults(binding);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    void check(ObjectNode binding, List<FieldError> errors) {
        super.check(binding, errors);
        PolicyBindingRules.check(binding, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }
}
