package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.storage.ClassRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.StorageClassPrinter;
import java.util.List;

/// StorageClasses.
final class StorageClassStrategy extends KindStrategy {
    StorageClassStrategy() {
        super(Kinds.STORAGE_CLASS, NameRule.DNS_SUBDOMAIN, new StorageClassPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode storageClass) {
        if (!Fields.has(storageClass, "reclaimPolicy")) {
            storageClass.put("reclaimPolicy", "Delete");
        }
        if (!Fields.has(storageClass, "volumeBindingMode")) {
            storageClass.put("volumeBindingMode", "Immediate");
        }
    }

    @Override
    void check(ObjectNode storageClass, List<FieldError> errors) {
        super.check(storageClass, errors);
        ClassRules.storageClass(storageClass, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
        FrozenParameters.check(updated, stored, errors);
        for (String field : List.of("provisioner", "reclaimPolicy", "volumeBindingMode")) {
            FieldChecks.immutable(
                    Fields.at(updated, field),
                    Fields.at(stored, field),
                    FieldPath.of(field),
                    errors);
        }
    }
}
