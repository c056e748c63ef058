package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RecordingListener;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full: writes fail and say why, reads go on, and writes work again when there is
/// space.
final class SqliteDiskFullTest {
    private static final int BALLAST = 2_000_000;

    @TempDir private Path directory;
    private @Nullable SmallDisk disk;

    @BeforeEach
    void mountSmallDisk() {
        disk = SmallDisk.mount(directory, 8);
    }

    @AfterEach
    void unmountSmallDisk() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void writes_fail_while_the_disk_is_full_and_work_again_when_there_is_space()
            throws IOException {
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[BALLAST]);
        Path file = directory.resolve("skiff.db");
        RecordingListener listener = new RecordingListener();
        try (Store store = SqliteStore.open(SqliteSettings.of(file), InstantSource.system());
                StoreWatch _ = store.watch("/", store.revision(), listener)) {
            int written = fill(store);

            assertThatThrownBy(() -> store.create("/full", new byte[100_000]))
                    .isInstanceOf(StoreFullException.class)
                    .hasMessage(
                            "cannot write to "
                                    + file
                                    + ": the disk "
                                    + directory
                                    + " (tmpfs) is full; works again when there is space");
            assertThat(((RangeResult.Page) store.range("/", "", 0, 0)).entries()).hasSize(written);

            Files.delete(ballast);
            WriteResult again = store.create("/again", new byte[100_000]);
            assertThat(again).isInstanceOf(WriteResult.Written.class);
            assertThat(listener.eventsUpTo(store.revision())).hasSize(written + 1);
        }
        try (Store store = SqliteStore.open(SqliteSettings.of(file), InstantSource.system())) {
            assertThat(store.get("/again")).isPresent();
            assertThat(store.get("/full")).isEmpty();
        }
    }

    /// Writes until it fails; returns how many were acknowledged.
    private static int fill(Store store) {
        int written = 0;
        try {
            while (written < 10_000) {
                store.create("/key-" + written, new byte[50_000]);
                written++;
            }
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining(" is full; ");
        }
        return written;
    }
}
