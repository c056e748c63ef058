package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operating system's word for it: what is written to the log is synced before it is answered.
/// One writer, so that nothing else is written between a sync and its answer.
final class SqliteSyncTest {
    private static final int FOUND_AT_START = 40;
    private static final int WRITES = 100;

    @TempDir private Path directory;

    @Test
    void no_write_is_answered_before_its_sync() throws Exception {
        Program.require("strace");
        Path trace = directory.resolve("trace");
        List<String> strace =
                List.of(
                        "strace",
                        "-f",
                        "-y",
                        "-qq",
                        "--seccomp-bpf",
                        "-s",
                        "40",
                        "-e",
                        "trace=pwrite64,write,fsync,fdatasync",
                        "-o",
                        trace.toString());
        String database = directory.resolve("skiff.db").toString();
        List<String> arguments = List.of(database, "1", Integer.toString(WRITES), "1");
        try (Victim victim = Victim.start(strace, arguments)) {
            assertThat(victim.awaitEnd()).isZero();
        }

        assertThat(answersAfterSyncs(trace)).isEqualTo(FOUND_AT_START + WRITES);
    }

    /// Reads the trace: each answer finds nothing unsynced, and each but those of the start had a
    /// sync of its own. Returns the number of answers.
    private static int answersAfterSyncs(Path trace) throws IOException {
        int answers = 0;
        int unsynced = 0;
        boolean synced = false;
        boolean syncing = false;
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            boolean isOfLog = line.contains(".db-wal>");
            boolean isSync = line.contains("fsync(") || line.contains("fdatasync(");
            if (isOfLog && line.contains("pwrite64(")) {
                unsynced++;
            } else if (isOfLog && isSync && line.contains("<unfinished")) {
                syncing = true;
            } else if (isOfLog && isSync && line.endsWith("= 0")
                    || syncing && isResumedSync(line)) {
                unsynced = 0;
                synced = true;
                syncing = false;
            } else if (line.contains(" /victim/")) {
                answers++;
                assertThat(unsynced).as("unsynced writes before %s", line).isZero();
                assertThat(synced || answers <= FOUND_AT_START).as("sync before %s", line).isTrue();
                synced = false;
            }
        }
        return answers;
    }

    private static boolean isResumedSync(String line) {
        return line.contains("sync resumed>") && line.endsWith("= 0");
    }
}
