package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// StorageClasses, the default one marked.
public final class StorageClassPrinter extends KindPrinter {
    private static final List<String> DEFAULTS =
            List.of(
                    "storageclass.kubernetes.io/is-default-class",
                    "storageclass.beta.kubernetes.io/is-default-class");

    public StorageClassPrinter() {
        super("storageclasses");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode annotations = Fields.at(object, "metadata", "annotations");
        boolean isDefault =
                DEFAULTS.stream().anyMatch(key -> Fields.text(annotations, key).equals("true"));
        String name = Fields.text(object, "metadata", "name");
        row.text(isDefault ? name + " (default)" : name)
                .text(Fields.text(object, "provisioner"))
                .text(Fields.text(object, "reclaimPolicy"))
                .text(Fields.text(object, "volumeBindingMode"))
                .flag(Fields.isTrue(object, "allowVolumeExpansion"))
                .age();
    }
}
