package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.access.RoleRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import java.util.List;
import java.util.function.BiConsumer;

/// Roles of a namespace and of the cluster. No rules are told as null.
final class RoleStrategy extends AccessStrategy {
    private final BiConsumer<ObjectNode, List<FieldError>> rules;

    private RoleStrategy(Kind kind, BiConsumer<ObjectNode, List<FieldError>> rules) {
        super(kind, new NameAgePrinter());
        this.rules = rules;
    }

    static RoleStrategy ofNamespace() {
        return new RoleStrategy(Kinds.ROLE, RoleRules::ofNamespace);
    }

    static RoleStrategy ofCluster() {
        return new RoleStrategy(Kinds.CLUSTER_ROLE, RoleRules::ofCluster);
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
        rules.accept(role, errors);
    }
}
