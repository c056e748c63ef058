package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.policy.PolicyBindingRules;
import dev.skiff.apiserver.table.PolicyBindingPrinter;
import java.util.List;
import java.util.function.BiConsumer;

/// Bindings of policies of admission, of either kind.
final class PolicyBindingStrategy extends AdmissionStrategy {
    private final BiConsumer<ObjectNode, List<FieldError>> rules;

    private PolicyBindingStrategy(Kind kind, BiConsumer<ObjectNode, List<FieldError>> rules) {
        super(kind, new PolicyBindingPrinter(kind.plural()));
        this.rules = rules;
    }

    static PolicyBindingStrategy mutating() {
        return new PolicyBindingStrategy(
                Kinds.MUTATING_ADMISSION_POLICY_BINDING, PolicyBindingRules::checkMutating);
    }

    static PolicyBindingStrategy validating() {
        return new PolicyBindingStrategy(
                Kinds.VALIDATING_ADMISSION_POLICY_BINDING, PolicyBindingRules::check);
    }

    @Override
    public void applyDefaults(ObjectNode binding) {
        PolicyBindingRules.applyDefaults(binding);
    }

    @Override
    void check(ObjectNode binding, List<FieldError> errors) {
        super.check(binding, errors);
        rules.accept(binding, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }
}
