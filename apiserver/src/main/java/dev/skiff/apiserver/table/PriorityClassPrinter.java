package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PriorityClasses and what they are worth.
public final class PriorityClassPrinter extends KindPrinter {
    public PriorityClassPrinter() {
        super("priorityclasses");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name()
                .number(Fields.number(object, "value"))
                .flag(Fields.isTrue(object, "globalDefault"))
                .age()
                .text(Fields.text(object, "preemptionPolicy"));
    }
}
