package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The JSON of a row up to its object, worked out once: only the ages in it are written anew each
/// time. Immutable.
public final class PreparedRow {
    private final List<Part> parts;

    private sealed interface Part {}

    private record Text(byte[] bytes) implements Part {}

    /// A string, in quotes.
    private record Age(Cell.Ago cell) implements Part {}

    private PreparedRow(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public static PreparedRow of(TablePrinter printer, ObjectNode object) {
        List<Part> parts = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        append(text, "{\"cells\":[");
        boolean isFirst = true;
        for (Cell cell : printer.cells(object)) {
            append(text, isFirst ? "" : ",");
            isFirst = false;
            switch (cell) {
                case Cell.Fixed(var value) -> text.writeBytes(Json.write(value));
                case Cell.Ago ago -> {
                    parts.add(new Text(text.toByteArray()));
                    parts.add(new Age(ago));
                    text.reset();
                }
            }
        }
        append(text, "]");
        List<ObjectNode> conditions = printer.conditions(object);
        if (!conditions.isEmpty()) {
            append(text, ",\"conditions\":");
            text.writeBytes(Json.write(Json.object().arrayNode().addAll(conditions)));
        }
        append(text, ",\"object\":");
        parts.add(new Text(text.toByteArray()));
        return new PreparedRow(parts);
    }

    /// Writes the row up to where its object begins.
    public void writeTo(ByteArrayOutputStream out, Instant now) {
        for (Part part : parts) {
            switch (part) {
                case Text(var bytes) -> out.writeBytes(bytes);
                case Age(var cell) -> out.writeBytes(Json.write(cell.at(now)));
            }
        }
    }

    private static void append(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
