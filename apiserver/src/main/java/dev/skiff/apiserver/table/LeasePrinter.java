package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Leases and who holds them.
public final class LeasePrinter extends KindPrinter {
    public LeasePrinter() {
        super("leases");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(Fields.text(object, "spec", "holderIdentity")).age();
    }
}
