package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The table of a kind without columns of its own: its name and when it was made.
public final class NameAgePrinter implements TablePrinter {
    private static final List<TableColumn> COLUMNS =
            List.of(
                    new TableColumn("Name", "string", "name", TableColumn.NAME_DESCRIPTION, 0),
                    new TableColumn("Created At", "date", "", TableColumn.AGE_DESCRIPTION, 0));

    @Override
    public List<TableColumn> columns() {
        return COLUMNS;
    }

    @Override
    public List<Cell> cells(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return List.of(
                Cell.text(metadata.path("name").asText()),
                Cell.text(metadata.path("creationTimestamp").asText()));
    }
}
