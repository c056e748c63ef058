package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// ServiceCIDRs and their ranges.
public final class ServiceCidrPrinter extends KindPrinter {
    public ServiceCidrPrinter() {
        super("servicecidrs");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(String.join(",", Fields.texts(Fields.at(object, "spec", "cidrs")))).age();
    }
}
