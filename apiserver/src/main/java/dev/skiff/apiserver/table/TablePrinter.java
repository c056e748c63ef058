package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How a kind looks in a table. Stateless.
public interface TablePrinter {
    List<TableColumn> columns();

    /// One cell for each column.
    List<Cell> cells(ObjectNode object);

    /// In which order a list shows its rows; empty: as the objects come.
    default Optional<Comparator<JsonNode>> order() {
        return Optional.empty();
    }

    /// What a client may want to know before it shows the row, such as that the object is done.
    default List<ObjectNode> conditions(ObjectNode object) {
        return List.of();
    }
}
