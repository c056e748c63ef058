package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The table of a kind with columns of its own.
abstract class KindPrinter implements TablePrinter {
    private final List<TableColumn> columns;

    /// @param plural the kind, as in paths
    KindPrinter(String plural) {
        columns = Columns.of(plural);
    }

    @Override
    public final List<TableColumn> columns() {
        return columns;
    }

    @Override
    public final List<Cell> cells(ObjectNode object) {
        Row row = new Row(object);
        print(object, row);
        return row.cells();
    }

    abstract void print(JsonNode object, Row row);
}
