package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public List<Cell> cells(ObjectNode object) {
        return printer.cells(toStored.apply(object));
    }

    @Override
    public List<ObjectNode> conditions(ObjectNode object) {
        return printer.conditions(toStored.apply(object));
    }
}
