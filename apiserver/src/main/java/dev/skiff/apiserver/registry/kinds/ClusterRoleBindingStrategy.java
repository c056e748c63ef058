package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.access.BindingRules;
import dev.skiff.apiserver.table.RoleBindingPrinter;
import java.util.List;

/// ClusterRoleBindings.
final class ClusterRoleBindingStrategy extends AccessStrategy {
    ClusterRoleBindingStrategy() {
        super(Kinds.CLUSTER_ROLE_BINDING, new RoleBindingPrinter("clusterrolebindings"));
    }

    @Override
    public void applyDefaults(ObjectNode binding) {
        BindingRules.applyDefaults(binding);
    }

    @Override
    void checkGrant(ObjectNode binding, List<FieldError> errors) {
        BindingRules.ofCluster(binding, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        BindingRules.sameRole(updated, stored, errors);
    }
}
