package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A table as the server sends it, as aligned columns.
final class TableText {
    /// Asks for a table; who has none answers with the objects.
    static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    /// What may be shown besides the cells.
    enum Extra {
        /// The columns of lesser priority.
        WIDE,
        NAMESPACE,
        LABELS,
        HEADERS,
        /// What happened to the object, in a watch.
        EVENTS
    }

    /// @param labelColumns labels that have a column each
    record Options(Set<Extra> extras, List<String> labelColumns) {
        Options {
            labelColumns = List.copyOf(labelColumns);
        }

        boolean shows(Extra extra) {
            return extras.contains(extra);
        }
    }

    /// What stands before the cells of a row.
    ///
    /// @param event empty where events are not shown
    /// @param prefix of the name: `deployment.apps/` where several kinds are shown
    record Lead(String event, String prefix) {
        static final Lead NONE = new Lead("", "");
    }

    /// A column that is shown.
    ///
    /// @param index of its cell in a row
    private record Column(String header, int index) {}

    private final Options options;
    private final Columns aligned = new Columns();
    private List<Column> columns = List.of();

    TableText(Options options) {
        this.options = options;
    }

    /// Prints a table. A later one of the same watch keeps the columns of the first and has no
    /// header.
    void print(JsonNode table, Lead lead, PrintStream out) {
        boolean isFirst = columns.isEmpty();
        List<List<String>> lines = new ArrayList<>();
        if (isFirst) {
            columns = shownColumns(table);
        }
        if (isFirst && options.shows(Extra.HEADERS)) {
            lines.add(header());
        }
        for (JsonNode row : table.path("rows")) {
            lines.add(line(row, lead));
        }
        aligned.print(lines, out);
    }

    private List<Column> shownColumns(JsonNode table) {
        List<Column> shown = new ArrayList<>();
        int index = 0;
        for (JsonNode column : table.path("columnDefinitions")) {
            if (options.shows(Extra.WIDE) || column.path("priority").asInt() == 0) {
                String header = column.path("name").asText().toUpperCase(Locale.ROOT);
                shown.add(new Column(header, index));
            }
            index++;
        }
        return shown;
    }

    private List<String> header() {
        List<String> cells = new ArrayList<>();
        if (options.shows(Extra.EVENTS)) {
            cells.add(eventCell("EVENT"));
        }
        if (options.shows(Extra.NAMESPACE)) {
            cells.add("NAMESPACE");
        }
        columns.forEach(column -> cells.add(column.header()));
        options.labelColumns().forEach(label -> cells.add(labelHeader(label)));
        if (options.shows(Extra.LABELS)) {
            cells.add("LABELS");
        }
        return cells;
    }

    /// As wide as the longest, `MODIFIED`, from the first row on.
    private static String eventCell(String event) {
        return "%-8s".formatted(event);
    }

    /// `LEVEL` of `tier.io/level`.
    private static String labelHeader(String label) {
        return label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    private List<String> line(JsonNode row, Lead lead) {
        JsonNode metadata = row.path("object").path("metadata");
        List<String> cells = new ArrayList<>();
        if (options.shows(Extra.EVENTS)) {
            cells.add(eventCell(lead.event()));
        }
        if (options.shows(Extra.NAMESPACE)) {
            cells.add(metadata.path("namespace").asText());
        }
        for (Column column : columns) {
            String cell = row.path("cells").path(column.index()).asText();
            cells.add(column.index() == 0 ? lead.prefix() + cell : cell);
        }
        JsonNode labels = metadata.path("labels");
        options.labelColumns().forEach(label -> cells.add(labels.path(label).asText()));
        if (options.shows(Extra.LABELS)) {
            cells.add(labels(labels));
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
}
