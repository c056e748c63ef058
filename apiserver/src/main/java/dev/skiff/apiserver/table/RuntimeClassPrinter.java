package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// RuntimeClasses and what runs their pods.
public final class RuntimeClassPrinter extends KindPrinter {
    public RuntimeClassPrinter() {
        super("runtimeclasses");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(Fields.text(object, "handler")).age();
    }
}
