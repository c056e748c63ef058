package dev.skiff.standalone;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How long the stages of a start took.
final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Map<String, Double> stages = new LinkedHashMap<>();
    private long lastNanos = System.nanoTime();

    static Stopwatch begin() {
        return new Stopwatch();
    }

    /// Begins when the user pressed return, if the launcher tells when that was.
    ///
    /// @param startedAtMillis in milliseconds since 1970; empty: unknown
    static Stopwatch since(String startedAtMillis, long nowMillis) {
        Stopwatch stopwatch = new Stopwatch();
        if (startedAtMillis.matches("[0-9]{1,18}")) {
            long elapsed = nowMillis - Long.parseLong(startedAtMillis);
            stopwatch.stages.put("JVM", elapsed / MILLIS_PER_SECOND);
        }
        return stopwatch;
    }

    /// Ends a stage; the next one begins.
    void lap(String stage) {
        long now = System.nanoTime();
        stages.merge(stage, (now - lastNanos) / NANOS_PER_SECOND, Double::sum);
        lastNanos = now;
    }

    String total() {
        return seconds(stages.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /// `JVM 0.2, store 0.1, API 0.3, node 0.8`.
    String split() {
        return stages.entrySet().stream()
                .map(stage -> stage.getKey() + " " + seconds(stage.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
