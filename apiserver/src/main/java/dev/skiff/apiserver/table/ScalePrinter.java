package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Scales: how many replicas are wanted, and how many there are.
public final class ScalePrinter extends KindPrinter {
    public ScalePrinter() {
        super("scales");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name()
                .number(Fields.number(Fields.at(object, "spec"), "replicas"))
                .number(Fields.number(Fields.at(object, "status"), "replicas"))
                .age();
    }
}
