package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PriorityLevelConfigurations and their limits.
public final class PriorityLevelPrinter extends KindPrinter {
    public PriorityLevelPrinter() {
        super("prioritylevelconfigurations");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode limited = Fields.at(object, "spec", "limited");
        JsonNode queuing = Fields.at(limited, "limitResponse", "queuing");
        row.name().text(Fields.text(object, "spec", "type"));
        number(limited, "nominalConcurrencyShares", row);
        number(queuing, "queues", row);
        number(queuing, "handSize", row);
        number(queuing, "queueLengthLimit", row);
        row.age();
    }

    private static void number(JsonNode node, String field, Row row) {
        if (node.isObject()) {
            row.number(Fields.number(node, field));
        } else {
            row.text(Row.NONE);
        }
    }
}
