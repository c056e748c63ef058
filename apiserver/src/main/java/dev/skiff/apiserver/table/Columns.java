package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// The columns of every kind that has some of its own (`columns.json`).
final class Columns {
    private static final String RESOURCE = "columns.json";
    private static final JsonNode ALL = load();

    private Columns() {}

    private static JsonNode load() {
        try (InputStream in = Columns.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    static List<TableColumn> of(String plural) {
        JsonNode columns = ALL.path(plural);
        if (columns.isMissingNode()) {
            throw new IllegalStateException(RESOURCE + " has no " + plural);
        }
        return StreamSupport.stream(columns.spliterator(), false).map(Columns::column).toList();
    }

    private static TableColumn column(JsonNode column) {
        String name = column.path("name").asText();
        return new TableColumn(
                name,
                column.path("type").asText("string"),
                column.path("format").asText(),
                switch (name) {
                    case "Name" -> TableColumn.NAME_DESCRIPTION;
                    case "Age" -> TableColumn.AGE_DESCRIPTION;
                    default -> column.path("description").asText();
                },
                column.path("priority").asInt());
    }
}
