package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Secrets and how many values they have.
public final class SecretPrinter extends KindPrinter {
    public SecretPrinter() {
        super("secrets");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(Fields.text(object, "type")).number(Fields.at(object, "data").size()).age();
    }
}
