package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PersistentVolumes and the claims they are bound to.
public final class PersistentVolumePrinter extends KindPrinter {
    public PersistentVolumePrinter() {
        super("persistentvolumes");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode claim = Fields.at(spec, "claimRef");
        String bound =
                claim.isObject()
                        ? Fields.text(claim, "namespace") + "/" + Fields.text(claim, "name")
                        : "";
        String amount = Fields.text(spec, "capacity", "storage");
        row.name()
                .text(amount.isEmpty() ? "0" : amount)
                .text(VolumeCells.accessModes(Fields.at(spec, "accessModes")))
                .text(Fields.text(spec, "persistentVolumeReclaimPolicy"))
                .text(VolumeCells.phase(object))
                .text(bound)
                .text(VolumeCells.className(object))
                .text(VolumeCells.orUnset(spec, "volumeAttributesClassName"))
                .text(Fields.text(object, "status", "reason"))
                .age()
                .text(VolumeCells.orUnset(spec, "volumeMode"));
    }
}
