package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.HistoryBound;
import java.nio.file.Path;
import java.time.Duration;

/// Where the file is and how much history it keeps.
///
/// @param callTimeout how long a call waits for the disk before it gives up
public record SqliteSettings(Path file, HistoryBound.Limit history, Duration callTimeout) {
    /// Five minutes of history, as Kubernetes keeps it.
    public static SqliteSettings of(Path file) {
        return new SqliteSettings(
                file.toAbsolutePath(),
                new HistoryBound.Limit(Duration.ofMinutes(5), 200_000, 256L << 20),
                Duration.ofSeconds(30));
    }

    /// The same with another bound on history.
    public SqliteSettings keeping(HistoryBound.Limit other) {
        return new SqliteSettings(file, other, callTimeout);
    }
}
