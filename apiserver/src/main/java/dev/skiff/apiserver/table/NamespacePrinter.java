package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.time.Instant;

/// Namespaces and their phases.
public final class NamespacePrinter extends KindPrinter {
    public NamespacePrinter() {
        super("namespaces");
    }

    @Override
    void print(JsonNode object, Instant now, Row row) {
        row.name().text(Fields.text(object, "status", "phase")).age();
    }
}
