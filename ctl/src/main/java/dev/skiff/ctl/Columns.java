package dev.skiff.ctl;

import java.io.PrintStream;
import java.util.List;

/// Rows of cells as aligned columns.
final class Columns {
    private static final int GAP = 3;

    private Columns() {}

    /// @param rows all of the same length
    /// @param indent stands before each row
    static void print(List<List<String>> rows, String indent, PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                line.repeat(" ", width(rows, i) - row.get(i).length() + GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
