package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PodDisruptionBudgets and how many pods may go.
public final class PodDisruptionBudgetPrinter extends KindPrinter {
    public PodDisruptionBudgetPrinter() {
        super("poddisruptionbudgets");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .text(limit(spec, "minAvailable"))
                .text(limit(spec, "maxUnavailable"))
                .number(Fields.number(Fields.at(object, "status"), "disruptionsAllowed"))
                .age();
    }

    private static String limit(JsonNode spec, String name) {
        return Fields.has(spec, name) ? Fields.text(spec, name) : "N/A";
    }
}
