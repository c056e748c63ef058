package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.storage.NodeDriverRules;
import dev.skiff.apiserver.table.CsiNodePrinter;
import java.util.List;

/// CSINodes.
final class CsiNodeStrategy extends KindStrategy {
    CsiNodeStrategy() {
        super(Kinds.CSI_NODE, NameRule.DNS_SUBDOMAIN, new CsiNodePrinter());
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    void check(ObjectNode node, List<FieldError> errors) {
        super.check(node, errors);
        NodeDriverRules.check(Fields.at(node, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        check(updated, errors);
        NodeDriverRules.unchanged(Fields.at(updated, "spec"), Fields.at(stored, "spec"), errors);
    }
}
