package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.table.CsiStorageCapacityPrinter;
import java.util.List;

/// CSIStorageCapacities.
final class CsiStorageCapacityStrategy extends KindStrategy {
    private static final FieldPath TOPOLOGY = FieldPath.of("nodeTopology");
    private static final FieldPath CLASS = FieldPath.of("storageClassName");

    CsiStorageCapacityStrategy() {
        super(Kinds.CSI_STORAGE_CAPACITY, NameRule.DNS_SUBDOMAIN, new CsiStorageCapacityPrinter());
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    void check(ObjectNode capacity, List<FieldError> errors) {
        super.check(capacity, errors);
        LabelSelectorRules.check(Fields.at(capacity, "nodeTopology"), TOPOLOGY, errors);
        String className = Fields.text(capacity, "storageClassName");
        FieldChecks.invalid(CLASS, className, NameRule.DNS_SUBDOMAIN.check(className), errors);
        String amount = Fields.text(capacity, "capacity");
        if (!amount.isEmpty() && Quantity.of(amount).signum() < 0) {
            errors.add(
                    FieldError.invalid(FieldPath.of("capacity"), amount, FieldChecks.NOT_NEGATIVE));
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
        JsonNode topology = InternalForm.of("~LabelSelector", Fields.at(updated, "nodeTopology"));
        JsonNode before = InternalForm.of("~LabelSelector", Fields.at(stored, "nodeTopology"));
        if (!topology.equals(before)) {
            errors.add(FieldError.invalid(TOPOLOGY, topology, FieldChecks.IMMUTABLE));
        }
        FieldChecks.immutable(
                Fields.at(updated, "storageClassName"),
                Fields.at(stored, "storageClassName"),
                CLASS,
                errors);
    }
}
