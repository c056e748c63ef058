package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// VolumeAttachments: what is attached where.
public final class VolumeAttachmentPrinter extends KindPrinter {
    public VolumeAttachmentPrinter() {
        super("volumeattachments");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .text(Fields.text(spec, "attacher"))
                .text(Fields.text(spec, "source", "persistentVolumeName"))
                .text(Fields.text(spec, "nodeName"))
                .flag(Fields.isTrue(Fields.at(object, "status"), "attached"))
                .age();
    }
}
