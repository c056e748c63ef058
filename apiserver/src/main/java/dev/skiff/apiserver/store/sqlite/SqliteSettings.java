package dev.skiff.apiserver.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/// Where the file is and how much history it keeps. History older than `historyAge` is forgotten,
/// younger one too when there are more than `historyRevisions` or `historyBytes` of it.
///
/// @param callTimeout how long a call waits for the disk before it gives up
public record SqliteSettings(
        Path file,
        Duration historyAge,
        long historyRevisions,
        long historyBytes,
        Duration callTimeout) {
    /// Five minutes of history, as Kubernetes keeps it.
    public static SqliteSettings of(Path file) {
        return new SqliteSettings(
                file.toAbsolutePath(),
                Duration.ofMinutes(5),
                200_000,
                256L << 20,
                Duration.ofSeconds(30));
    }

    /// The same with another bound on history.
    public SqliteSettings keeping(long revisions) {
        return new SqliteSettings(file, historyAge, revisions, historyBytes, callTimeout);
    }
}
