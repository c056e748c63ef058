package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.access.RoleRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import java.util.List;

/// Roles. No rules are told as null.
final class RoleStrategy extends AccessStrategy {
    RoleStrategy() {
        super(Kinds.ROLE, new NameAgePrinter());
    }

    @Override
    public void prepareForCreate(ObjectNode role) {
        if (Fields.at(role, "rules").isEmpty()) {
            role.putNull("rules");
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        prepareForCreate(updated);
    }

    @Override
    void checkGrant(ObjectNode role, List<FieldError> errors) {
        RoleRules.ofNamespace(role, errors);
    }
}
