package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PersistentVolumeClaims and what they got.
public final class PersistentVolumeClaimPrinter extends KindPrinter {
    public PersistentVolumeClaimPrinter() {
        super("persistentvolumeclaims");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        String volume = Fields.text(spec, "volumeName");
        String amount = Fields.text(status, "capacity", "storage");
        String capacity = amount.isEmpty() ? "0" : amount;
        row.name()
                .text(VolumeCells.phase(object))
                .text(volume)
                .text(volume.isEmpty() ? "" : capacity)
                .text(
                        volume.isEmpty()
                                ? ""
                                : VolumeCells.accessModes(Fields.at(status, "accessModes")))
                .text(VolumeCells.className(object))
                .text(VolumeCells.orUnset(spec, "volumeAttributesClassName"))
                .age()
                .text(VolumeCells.orUnset(spec, "volumeMode"));
    }
}
