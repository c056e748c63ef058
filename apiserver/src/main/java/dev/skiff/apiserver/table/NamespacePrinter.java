package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Namespaces and their phases.
public final class NamespacePrinter extends KindPrinter {
    public NamespacePrinter() {
        super("namespaces");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(Fields.text(object, "status", "phase")).age();
    }
}
