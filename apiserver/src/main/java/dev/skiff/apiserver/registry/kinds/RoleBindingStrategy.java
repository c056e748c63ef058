package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.access.BindingRules;
import dev.skiff.apiserver.table.RoleBindingPrinter;
import java.util.List;

/// RoleBindings.
final class RoleBindingStrategy extends AccessStrategy {
    RoleBindingStrategy() {
        super(Kinds.ROLE_BINDING, new RoleBindingPrinter("rolebindings"));
    }

    @Override
    public void applyDefaults(ObjectNode binding) {
        BindingRules.applyDefaults(binding);
    }

    @Override
    void checkGrant(ObjectNode binding, List<FieldError> errors) {
        BindingRules.ofNamespace(binding, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        BindingRules.sameRole(updated, stored, errors);
    }
}
