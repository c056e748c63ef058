package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.jsonpath.JsonPath;
import dev.skiff.api.jsonpath.JsonPathException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// `-o custom-columns=NAME:.metadata.name,…`: a table of the user's own.
final class CustomColumns implements ObjectPrinter {
    private record Column(String header, JsonPath path) {}

    private final List<Column> columns;
    private boolean isHeaderDue;
    private final Columns aligned = new Columns();

    private CustomColumns(List<Column> columns, boolean showHeaders) {
        this.columns = List.copyOf(columns);
        this.isHeaderDue = showHeaders;
    }

    static CustomColumns parse(String spec, boolean showHeaders) {
        if (spec.isEmpty()) {
            throw new CommandFailure(
                    "error: custom-columns format specified but no custom columns given");
        }
        List<Column> columns = new ArrayList<>();
        for (String column : spec.split(",", -1)) {
            int colon = column.indexOf(':');
            if (colon < 0) {
                throw new CommandFailure(
                        "error: unexpected custom-columns spec: %s, expected <header>:<json-path-expr>"
                                .formatted(column));
            }
            columns.add(column(column.substring(0, colon), column.substring(colon + 1)));
        }
        return new CustomColumns(columns, showHeaders);
    }

    /// @param text a line of headers and a line of as many paths, parted by blanks
    static CustomColumns parseFile(String text, boolean showHeaders) {
        List<List<String>> lines =
                text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> Arrays.asList(line.strip().split("\\s+")))
                        .toList();
        if (lines.size() < 2) {
            throw new CommandFailure(
                    "error: invalid template, missing spec line. Expected format is one line of"
                            + " space delimited column headers, one line of space delimited json"
                            + " paths");
        }
        List<String> headers = lines.getFirst();
        List<String> paths = lines.get(1);
        if (headers.size() != paths.size()) {
            throw new CommandFailure(
                    "error: number of headers (%d) and field specifications (%d) don't match"
                            .formatted(headers.size(), paths.size()));
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            columns.add(column(headers.get(i), paths.get(i)));
        }
        return new CustomColumns(columns, showHeaders);
    }

    private static Column column(String header, String path) {
        try {
            return new Column(header, JsonPath.parse(path));
        } catch (JsonPathException e) {
            throw new CommandFailure("error: " + e.getMessage(), e);
        }
    }

    @Override
    public void print(JsonNode object, PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        if (isHeaderDue) {
            lines.add(columns.stream().map(Column::header).toList());
            isHeaderDue = false;
        }
        for (JsonNode item : ObjectPrinter.each(object)) {
            lines.add(columns.stream().map(column -> cell(column, item)).toList());
        }
        aligned.print(lines, out);
    }

    private static String cell(Column column, JsonNode object) {
        try {
            List<JsonNode> values = column.path().find(object);
            return values.isEmpty()
                    ? "<none>"
                    : values.stream().map(GoText::value).collect(Collectors.joining(","));
        } catch (JsonPathException e) {
            throw new CommandFailure("error: " + e.getMessage(), e);
        }
    }
}
