package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEncoder;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.table.PreparedRow;
import dev.skiff.apiserver.table.TableColumn;
import dev.skiff.apiserver.table.TablePrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/// Objects as rows of a table, as kubectl asks for them.
///
/// @param kind of the objects
/// @param clock tells the ages in the cells
record TableAnswers(
        Kind kind, TablePrinter printer, Representation.Form.Table form, InstantSource clock) {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    ObjectNode single(StoredObject object) {
        ObjectNode metadata = Json.object();
        metadata.put("resourceVersion", Long.toString(object.revision()));
        ObjectNode table = table(metadata, printer.columns());
        table.withArray("rows").add(row(object, clock.instant()));
        return table;
    }

    ListBody list(ListPage page) {
        Instant now = clock.instant();
        ObjectNode table = table(page.metadata(), printer.columns());
        ListBody.ItemWriter metadata = PartialMetadata.writer(kind, form.version());
        return new ListBody(
                table, "rows", ordered(page), (item, out) -> writeRow(item, now, metadata, out));
    }

    /// As [#row], with what does not change with time worked out but once.
    private void writeRow(
            CachedObject item, Instant now, ListBody.ItemWriter metadata, ByteArrayOutputStream out)
            throws IOException {
        item.form(PreparedRow.class, tree -> PreparedRow.of(printer, tree)).writeTo(out, now);
        switch (form.rowObject()) {
            case NONE -> out.writeBytes(NULL);
            case METADATA -> metadata.write(item, out);
            case OBJECT -> item.object().writeTo(out);
        }
        out.write('}');
    }

    private List<CachedObject> ordered(ListPage page) {
        return printer.order()
                .map(order -> page.items().stream().sorted(byTree(order)).toList())
                .orElse(page.items());
    }

    private static Comparator<CachedObject> byTree(Comparator<JsonNode> order) {
        return Comparator.comparing(item -> item.object().tree(), order);
    }

    /// Each event is a table of one row; only the first one names the columns.
    WatchEncoder watchEncoder() {
        return new WatchFrames() {
            private List<TableColumn> columns = printer.columns();

            @Override
            void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException {
                ObjectNode metadata = Json.object();
                metadata.put("resourceVersion", Long.toString(object.revision()));
                ObjectNode table = table(metadata, columns);
                columns = List.of();
                table.withArray("rows").add(row(object, clock.instant()));
                out.write(Json.write(table));
            }

            @Override
            ObjectNode bookmark() {
                return table(Json.object(), List.of());
            }
        };
    }

    private ObjectNode table(ObjectNode metadata, List<TableColumn> columns) {
        ObjectNode table = Json.object();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/" + form.version());
        table.set("metadata", metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (TableColumn column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.format())
                    .put("description", column.description())
                    .put("priority", column.priority());
        }
        table.putArray("rows");
        return table;
    }

    private ObjectNode row(StoredObject object, Instant now) {
        ObjectNode row = Json.object();
        ArrayNode cells = row.putArray("cells");
        printer.cells(object.tree()).forEach(cell -> cells.add(cell.at(now)));
        List<ObjectNode> conditions = printer.conditions(object.tree());
        if (!conditions.isEmpty()) {
            row.putArray("conditions").addAll(conditions);
        }
        row.set(
                "object",
                switch (form.rowObject()) {
                    case NONE -> Json.object().nullNode();
                    case METADATA -> PartialMetadata.single(object, form.version());
                    case OBJECT -> object.tree();
                });
        return row;
    }
}
