package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.Comparator;
import java.util.Optional;

/// FlowSchemas, in the order in which they are asked.
public final class FlowSchemaPrinter extends KindPrinter {
    public FlowSchemaPrinter() {
        super("flowschemas");
    }

    @Override
    public Optional<Comparator<JsonNode>> order() {
        return Optional.of(
                Comparator.<JsonNode>comparingLong(FlowSchemaPrinter::precedence)
                        .thenComparing(schema -> Fields.text(schema, "metadata", "name")));
    }

    private static long precedence(JsonNode schema) {
        return Fields.number(Fields.at(schema, "spec"), "matchingPrecedence");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .text(Fields.text(spec, "priorityLevelConfiguration", "name"))
                .number(precedence(object))
                .textOrNone(Fields.text(spec, "distinguisherMethod", "type"))
                .age()
                .text(dangling(object));
    }

    /// Whether its priority level is missing, as far as that is known.
    private static String dangling(JsonNode object) {
        return Fields.at(object, "status", "conditions")
                .valueStream()
                .filter(condition -> Fields.text(condition, "type").equals("Dangling"))
                .map(condition -> Fields.text(condition, "status"))
                .findFirst()
                .orElse("?");
    }
}
