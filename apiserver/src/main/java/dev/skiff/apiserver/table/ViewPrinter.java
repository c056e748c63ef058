package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/// The table of a kind that is a view of another one, whose table it shares.
///
/// @param toStored makes of an object one that `printer` knows
public record ViewPrinter(TablePrinter printer, UnaryOperator<ObjectNode> toStored)
        implements TablePrinter {
    @Override
    public List<TableColumn> columns() {
        return printer.columns();
    }

    @Override
    public List<JsonNode> cells(ObjectNode object, Instant now) {
        return printer.cells(toStored.apply(object), now);
    }

    @Override
    public List<ObjectNode> conditions(ObjectNode object) {
        return printer.conditions(toStored.apply(object));
    }
}
