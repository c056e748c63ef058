package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text whose cells end with tabs, aligned the way Go's `tabwriter` does it: neighbouring lines
/// that both have a cell in a column share its width.
final class TabText {
    private static final int GAP = 2;

    private static final String ZERO_TIME = "Mon, 01 Jan 0001 00:00:00 +0000";

    private final List<String[]> lines = new ArrayList<>();
    private final DateTimeFormatter times;

    /// @param zone the reader's
    TabText(ZoneId zone) {
        this.times =
                DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.US)
                        .withZone(zone);
    }

    /// A time of the API as mail has it, in the reader's zone.
    String time(JsonNode time) {
        return time.isTextual() ? times.format(Instant.parse(time.asText())) : ZERO_TIME;
    }

    /// @param indent levels of two blanks
    void line(int indent, String... cells) {
        String[] copy = cells.clone();
        copy[0] = "  ".repeat(indent) + copy[0];
        lines.add(copy);
    }

    String render() {
        int[][] widths = new int[lines.size()][];
        for (int i = 0; i < lines.size(); i++) {
            widths[i] = new int[lines.get(i).length];
        }
        int columns = lines.stream().mapToInt(line -> line.length).max().orElse(0);
        for (int column = 0; column < columns - 1; column++) {
            alignColumn(column, widths);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(render(lines.get(i), widths[i])).append('\n');
        }
        return text.toString();
    }

    private void alignColumn(int column, int[][] widths) {
        int start = 0;
        while (start < lines.size()) {
            if (!hasTabAfter(start, column)) {
                start++;
                continue;
            }
            int end = start;
            int width = 0;
            while (end < lines.size() && hasTabAfter(end, column)) {
                width = Math.max(width, lines.get(end)[column].length());
                end++;
            }
            for (int i = start; i < end; i++) {
                widths[i][column] = width + GAP;
            }
            start = end;
        }
    }

    private boolean hasTabAfter(int line, int column) {
        return lines.get(line).length > column + 1;
    }

    private static String render(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(cells[i]);
            if (i < cells.length - 1) {
                line.repeat(" ", widths[i] - cells[i].length());
            }
        }
        return line.toString();
    }
}
