package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.storage.DriverRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.CsiDriverPrinter;
import java.util.List;

/// CSIDrivers. They have no generation until they are changed.
final class CsiDriverStrategy extends KindStrategy {
    /// What only a feature that is off by default reads.
    private static final String NOT_READ = "preventPodSchedulingIfMissing";

    CsiDriverStrategy() {
        super(Kinds.CSI_DRIVER, NameRule.DNS_SUBDOMAIN, new CsiDriverPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode driver) {
        DriverRules.applyDefaults(driver);
    }

    @Override
    public void prepareForCreate(ObjectNode driver) {
        Fields.child(driver, "spec").remove(NOT_READ);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        Fields.child(updated, "spec").remove(NOT_READ);
        if (!Fields.at(updated, "spec").equals(Fields.at(stored, "spec"))) {
            ObjectNode metadata = Fields.child(updated, "metadata");
            long generation = Fields.number(Fields.at(stored, "metadata"), "generation");
            metadata.put("generation", generation + 1);
        }
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    void check(ObjectNode driver, List<FieldError> errors) {
        super.check(driver, errors);
        DriverRules.check(Fields.at(driver, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        DriverRules.check(Fields.at(updated, "spec"), errors);
        DriverRules.unchanged(Fields.at(updated, "spec"), Fields.at(stored, "spec"), errors);
    }
}
