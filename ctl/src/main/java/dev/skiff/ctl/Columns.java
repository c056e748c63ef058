package dev.skiff.ctl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Prints rows of cells as aligned columns. Rows printed later keep to the widths of the earlier
/// ones where they can.
final class Columns {
    private static final int GAP = 3;
    private static final int LEAST_WIDTH = 6;

    private List<Integer> widths = List.of();

    /// @param rows all of the same length
    void print(List<List<String>> rows, PrintStream out) {
        widths = widen(rows);
        rows.forEach(row -> out.println(pad(row)));
    }

    private List<Integer> widen(List<List<String>> rows) {
        List<Integer> widest = new ArrayList<>(widths);
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = Math.max(row.get(i).length() + GAP, LEAST_WIDTH);
                if (i == widest.size()) {
                    widest.add(width);
                } else {
                    widest.set(i, Math.max(widest.get(i), width));
                }
            }
        }
        return widest;
    }

    private String pad(List<String> row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(row.get(i));
            if (i < row.size() - 1) {
                text.repeat(" ", widths.get(i) - row.get(i).length());
            }
        }
        return text.toString();
    }
}
