package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/// What a power failure may leave: the files as they were at one moment, with anything in place of
/// what was not synced. The moment is made by holding a writing process; what was synced is known
/// from what it had been told, and from how far its checkpoints went.
final class SqliteCopyTest {
    private static final int COPIES = 200;
    private static final String WAL = "-wal";
    private static final String INDEX = "-shm";

    @TempDir private Path directory;

    /// In memory where there is such a directory: the copies need not be durable.
    @TempDir(factory = MemoryDirectory.class)
    private Path copies;

    private final Random random = new Random();

    @BeforeAll
    static void requirePrograms() {
        Program.require("kill");
    }

    @Test
    void every_copy_that_lost_what_was_not_synced_has_every_acknowledged_write() throws Exception {
        Path original = directory.resolve("skiff.db");
        int damaged = 0;
        try (Victim victim = Victim.start(original, 1)) {
            victim.awaitAcknowledged(1_000);
            for (int n = 0; n < COPIES; n++) {
                victim.awaitAcknowledged(victim.acknowledged().lines().size() + random.nextInt(50));
                Path copy = Files.createDirectory(copies.resolve("copy-" + n)).resolve("skiff.db");
                victim.hold();
                Acknowledged acknowledged = victim.acknowledged();
                for (String suffix : List.of("", WAL, INDEX)) {
                    Files.copy(sibling(original, suffix), sibling(copy, suffix));
                }
                damaged += damage(copy, acknowledged.lastRevision()) ? 1 : 0;
                assertKept(copy, acknowledged);
                victim.resume();
            }
        }
        assertThat(damaged).as("copies with something to damage").isPositive();
    }

    /// Puts anything in place of what was not synced; false when there is nothing of that.
    private boolean damage(Path copy, long acknowledged) throws IOException, SQLException {
        byte[] log = Files.readAllBytes(sibling(copy, WAL));
        int synced = synced(copy, log, acknowledged);
        if (random.nextBoolean()) {
            Files.delete(sibling(copy, INDEX));
        }
        int from = log.length == synced ? synced : random.nextInt(synced, log.length);
        switch (random.nextInt(4)) {
            case 0 -> log = Arrays.copyOf(log, from);
            case 1 -> Arrays.fill(log, from, log.length, (byte) 0);
            case 2 -> garble(log, from, log.length);
            default -> garble(log, from, Math.min(log.length, from + 200));
        }
        Files.write(sibling(copy, WAL), log);
        return log.length != synced;
    }

    /// How much of the log is on disk for certain: the first commit that has all that was
    /// acknowledged, or as far as a checkpoint went.
    private int synced(Path copy, byte[] log, long acknowledged) throws IOException, SQLException {
        WriteAheadLog frames = new WriteAheadLog(log);
        List<Integer> ends = frames.commitEnds();
        int checkpointed = frames.checkpointedTo(sibling(copy, INDEX));
        int synced = ends.getLast();
        for (int end : ends.reversed()) {
            if (end < checkpointed || head(copy, Arrays.copyOf(log, end)) < acknowledged) {
                break;
            }
            synced = end;
        }
        return Math.max(synced, checkpointed);
    }

    /// The latest revision in the database with this much of its log.
    private long head(Path copy, byte[] log) throws IOException, SQLException {
        Path probe = Files.createDirectory(copy.resolveSibling("probe")).resolve("skiff.db");
        Files.copy(copy, probe);
        Files.write(sibling(probe, WAL), log);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + probe + "?synchronous=OFF");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(revision) FROM log")) {
            return row.getLong(1);
        } finally {
            delete(probe.resolveSibling(""));
        }
    }

    private static void assertKept(Path copy, Acknowledged acknowledged) throws IOException {
        try (Store store = SqliteStore.open(SqliteSettings.of(copy), InstantSource.system())) {
            acknowledged.assertKeptBy(store);
        }
        delete(copy.resolveSibling(""));
    }

    private void garble(byte[] bytes, int from, int to) {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
    }

    private static Path sibling(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    static final class MemoryDirectory implements TempDirFactory {
        private static final Path IN_MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
                throws IOException {
            return Files.isWritable(IN_MEMORY)
                    ? Files.createTempDirectory(IN_MEMORY, "skiff-copies")
                    : Files.createTempDirectory("skiff-copies");
        }
    }
}
