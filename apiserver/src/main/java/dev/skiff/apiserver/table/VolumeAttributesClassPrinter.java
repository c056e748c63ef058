package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// VolumeAttributesClasses and whose they are.
public final class VolumeAttributesClassPrinter extends KindPrinter {
    public VolumeAttributesClassPrinter() {
        super("volumeattributesclasses");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(Fields.text(object, "driverName")).age();
    }
}
