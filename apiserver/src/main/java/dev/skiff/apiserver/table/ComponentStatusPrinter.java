package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.object.Fields;

/// ComponentStatuses and whether the components are healthy.
public final class ComponentStatusPrinter extends KindPrinter {
    public ComponentStatusPrinter() {
        super("componentstatuses");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode healthy =
                Fields.at(object, "conditions")
                        .valueStream()
                        .filter(condition -> Fields.text(condition, "type").equals("Healthy"))
                        .findFirst()
                        .orElse(MissingNode.getInstance());
        String status =
                switch (Fields.text(healthy, "status")) {
                    case "True" -> "Healthy";
                    case "False" -> "Unhealthy";
                    default -> "Unknown";
                };
        row.name()
                .text(status)
                .text(Fields.text(healthy, "message"))
                .text(Fields.text(healthy, "error"));
    }
}
