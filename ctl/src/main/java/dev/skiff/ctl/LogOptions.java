package dev.skiff.ctl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which lines of a log to show.
final class LogOptions {
    @Option(
            names = {"-f", "--follow"},
            description = "go on as more is printed")
    private boolean follow;

    @Option(
            names = {"-p", "--previous"},
            description = "of the container before its last restart")
    private boolean previous;

    @Option(names = "--tail", paramLabel = "LINES", description = "only the last lines; -1: all")
    private Optional<Integer> tail = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "only what is newer than, say, 5s, 2m, 3h")
    private String since = "";

    @Option(
            names = "--since-time",
            paramLabel = "TIME",
            description = "only what is newer than a time as in 2026-01-31T08:00:00Z")
    private String sinceTime = "";

    @Option(names = "--timestamps", description = "with the time of each line")
    private boolean timestamps;

    @Option(names = "--limit-bytes", paramLabel = "BYTES", description = "no more than this")
    private long limitBytes;

    boolean follows() {
        return follow;
    }

    /// @param defaultTail where none is given; -1: all lines
    Map<String, String> query(int defaultTail) {
        refuseImpossible();
        Map<String, String> query = new LinkedHashMap<>();
        putIf(follow, query, "follow");
        putIf(previous, query, "previous");
        putIf(timestamps, query, "timestamps");
        int lines = tail.orElse(defaultTail);
        if (lines >= 0) {
            query.put("tailLines", Integer.toString(lines));
        }
        if (limitBytes > 0) {
            query.put("limitBytes", Long.toString(limitBytes));
        }
        if (!since.isEmpty()) {
            Duration age = Durations.parse(since);
            query.put("sinceSeconds", Long.toString(age.plusMillis(999).toSeconds()));
        }
        if (!sinceTime.isEmpty()) {
            query.put("sinceTime", sinceTime);
        }
        return query;
    }

    private static void putIf(boolean wanted, Map<String, String> query, String name) {
        if (wanted) {
            query.put(name, "true");
        }
    }

    private void refuseImpossible() {
        if (!since.isEmpty() && !sinceTime.isEmpty()) {
            throw new CommandFailure(
                    "error: at most one of `sinceTime` or `sinceSeconds` may be specified");
        }
        if (tail.orElse(-1) < -1 || limitBytes < 0) {
            throw new CommandFailure(
                    limitBytes < 0
                            ? "error: --limit-bytes must be greater than 0"
                            : "error: --tail must be greater than or equal to -1");
        }
        try {
            if (!sinceTime.isEmpty()) {
                var _ = OffsetDateTime.parse(sinceTime);
            }
        } catch (DateTimeException e) {
            throw new CommandFailure(
                    "error: parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%s\" as \"2006\""
                            .formatted(sinceTime, sinceTime),
                    e);
        }
    }
}
