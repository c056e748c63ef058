package dev.skiff.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One measured number.
///
/// @param ours what Skiff did
/// @param yardsticks what it is compared with, measured in the same run and unit; the ratio is that
///     to the first
/// @param goals what it is meant to reach; may be empty
public record Figure(
        String name, String unit, double ours, List<Yardstick> yardsticks, List<Goal> goals) {
    public Figure {
        yardsticks = List.copyOf(yardsticks);
        goals = List.copyOf(goals);
    }

    /// Without anything beside it.
    public static Figure alone(String name, String unit, double ours, Goal... goals) {
        return new Figure(name, unit, ours, List.of(), List.of(goals));
    }

    public static Figure beside(
            String name, String unit, double ours, List<Yardstick> yardsticks, Goal... goals) {
        return new Figure(name, unit, ours, yardsticks, List.of(goals));
    }

    public record Yardstick(String name, double value) {}

    /// NaN without a yardstick.
    double ratio() {
        return yardsticks.isEmpty() ? Double.NaN : ours / yardsticks.getFirst().value();
    }

    String toRow() {
        String beside =
                yardsticks.stream()
                        .map(y -> number(y.value()) + " (" + y.name() + ")")
                        .collect(Collectors.joining(", "));
        String ratio = yardsticks.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio());
        String wanted =
                goals.stream()
                        .map(goal -> goal + (goal.isReached(this) ? "" : " (missed)"))
                        .collect(Collectors.joining(", "));
        return "| %s | %s %s | %s | %s | %s |"
                .formatted(name, number(ours), unit, beside, ratio, wanted);
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : "%.3g";
        return String.format(Locale.ROOT, format, value);
    }
}
