package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.access.BindingRules;
import dev.skiff.apiserver.table.RoleBindingPrinter;
import java.util.List;
import java.util.function.BiConsumer;

/// Who is given a role, in a namespace or in the cluster.
final class RoleBindingStrategy extends AccessStrategy {
    private final BiConsumer<ObjectNode, List<FieldError>> rules;

    private RoleBindingStrategy(Kind kind, BiConsumer<ObjectNode, List<FieldError>> rules) {
        super(kind, new RoleBindingPrinter(kind.plural()));
        this.rules = rules;
    }

    static RoleBindingStrategy ofNamespace() {
        return new RoleBindingStrategy(Kinds.ROLE_BINDING, BindingRules::ofNamespace);
    }

    static RoleBindingStrategy ofCluster() {
        return new RoleBindingStrategy(Kinds.CLUSTER_ROLE_BINDING, BindingRules::ofCluster);
    }

    @Override
    public void applyDefaults(ObjectNode binding) {
        BindingRules.applyDefaults(binding);
    }

    @Override
    void checkGrant(ObjectNode binding, List<FieldError> errors) {
        rules.accept(binding, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        BindingRules.sameRole(updated, stored, errors);
    }
}
