package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// How a kind looks in a table. Stateless.
public interface TablePrinter {
    List<TableColumn> columns();

    /// One cell for each column.
    List<JsonNode> cells(ObjectNode object, Instant now);
}
