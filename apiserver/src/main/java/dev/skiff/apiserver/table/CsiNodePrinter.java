package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// CSINodes and how many drivers they have.
public final class CsiNodePrinter extends KindPrinter {
    public CsiNodePrinter() {
        super("csinodes");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().number(Fields.at(object, "spec", "drivers").size()).age();
    }
}
