package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A table as the server sends it, as aligned columns.
final class TableText {
    /// What to show besides the cells.
    ///
    /// @param isWide also the columns of lesser priority
    record Options(
            boolean isWide, boolean showNamespace, boolean showLabels, boolean showHeaders) {}

    /// A column that is shown.
    ///
    /// @param index of its cell in a row
    private record Column(String header, int index) {}

    private static final int GAP = 3;

    private final Options options;
    private List<Integer> widths = List.of();
    private List<Column> columns = List.of();

    TableText(Options options) {
        this.options = options;
    }

    /// Prints a table. A later one of the same watch keeps the columns of the first and has no
    /// header.
    ///
    /// @param prefix stands before each name: `deployment.apps/` where several kinds are shown
    void print(JsonNode table, String prefix, PrintStream out) {
        boolean isFirst = columns.isEmpty();
        List<List<String>> lines = new ArrayList<>();
        if (isFirst) {
            columns = shownColumns(table);
        }
        if (isFirst && options.showHeaders()) {
            lines.add(header());
        }
        for (JsonNode row : table.path("rows")) {
            lines.add(line(row, prefix));
        }
        widths = widths(lines);
        lines.forEach(line -> out.println(pad(line)));
    }

    private List<Column> shownColumns(JsonNode table) {
        List<Column> shown = new ArrayList<>();
        int index = 0;
        for (JsonNode column : table.path("columnDefinitions")) {
            if (options.isWide() || column.path("priority").asInt() == 0) {
                String header = column.path("name").asText().toUpperCase(Locale.ROOT);
                shown.add(new Column(header, index));
            }
            index++;
        }
        return shown;
    }

    private List<String> header() {
        List<String> cells = new ArrayList<>();
        if (options.showNamespace()) {
            cells.add("NAMESPACE");
        }
        columns.forEach(column -> cells.add(column.header()));
        if (options.showLabels()) {
            cells.add("LABELS");
        }
        return cells;
    }

    private List<String> line(JsonNode row, String prefix) {
        JsonNode metadata = row.path("object").path("metadata");
        List<String> cells = new ArrayList<>();
        if (options.showNamespace()) {
            cells.add(metadata.path("namespace").asText());
        }
        for (Column column : columns) {
            String cell = row.path("cells").path(column.index()).asText();
            cells.add(column.index() == 0 ? prefix + cell : cell);
        }
        if (options.showLabels()) {
            cells.add(labels(metadata.path("labels")));
        }
        return cells;
    }

    /// `a=b,c=d` in order, or `<none>`.
    static String labels(JsonNode labels) {
        if (labels.isEmpty()) {
            return "<none>";
        }
        Map<String, String> sorted = new TreeMap<>();
        labels.properties().forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        return sorted.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private List<Integer> widths(List<List<String>> lines) {
        List<Integer> widest = new ArrayList<>(widths);
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                int width = line.get(i).length();
                if (i == widest.size()) {
                    widest.add(width);
                } else {
                    widest.set(i, Math.max(widest.get(i), width));
                }
            }
        }
        return widest;
    }

    private String pad(List<String> line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            text.append(line.get(i));
            if (i < line.size() - 1) {
                text.repeat(" ", widths.get(i) - line.get(i).length() + GAP);
            }
        }
        return text.toString().stripTrailing();
    }
}
