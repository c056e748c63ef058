package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while eight writers write: what was acknowledged is there.
final class SqliteKillTest {
    private static final int ROUNDS = 10;
    private static final int FOUND_AT_START = 8 * 40;
    private static final int ACKNOWLEDGED = 500;

    @TempDir private Path directory;

    @Test
    void every_acknowledged_write_survives_ten_kills() throws InterruptedException {
        Path database = directory.resolve("skiff.db");
        Random random = new Random();
        for (int round = 1; round <= ROUNDS; round++) {
            Acknowledged acknowledged;
            try (Victim victim = Victim.start(database, round)) {
                victim.awaitAcknowledged(FOUND_AT_START + ACKNOWLEDGED + random.nextInt(800));
                acknowledged = victim.kill();
            }
            assertThat(acknowledged.lines()).hasSizeGreaterThan(FOUND_AT_START + ACKNOWLEDGED);
            try (Store store =
                    SqliteStore.open(SqliteSettings.of(database), InstantSource.system())) {
                acknowledged.assertKeptBy(store);
            }
        }
    }
}
