package dev.skiff.apiserver.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RestoreContract;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreRestore;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreView;
import dev.skiff.apiserver.store.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRestoreTest extends RestoreContract {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("skiff.db");
    }

    private Path made() {
        return directory.resolve("skiff.db.restore");
    }

    @Override
    protected StoreRestore begin(long after) {
        return SqliteRestore.create(made(), after);
    }

    @Override
    protected Store open() {
        try {
            if (Files.exists(made())) {
                SqliteRestore.replace(file(), made());
            } else if (!Files.exists(file())) {
                throw new StoreUnavailableException("nothing was made");
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot replace", e);
        }
        return SqliteStore.open(SqliteSettings.of(file()), InstantSource.system());
    }

    @Test
    void keys_keep_their_revisions() {
        try (StoreRestore restore = begin(1_000)) {
            restore.put(new StoreEntry("/a", new byte[] {1}, 7));
            restore.put(new StoreEntry("/b", new byte[] {2}, 3));
            restore.finish();
        }

        try (Store store = open()) {
            assertThat(store.get("/a").orElseThrow().revision()).isEqualTo(7);
            assertThat(store.get("/b").orElseThrow().revision()).isEqualTo(3);
            assertThat(store.revision()).isEqualTo(1_000);
            assertThat(store.update("/a", new byte[0], 7))
                    .isEqualTo(new WriteResult.Written(1_001));
        }
    }

    @Test
    void a_key_from_beyond_the_revision_to_go_on_after_is_refused() {
        try (StoreRestore restore = begin(10)) {
            assertThatThrownBy(() -> restore.put(new StoreEntry("/a", new byte[0], 11)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("/a is of revision 11, after 10");
        }
    }

    @Test
    void a_database_in_use_is_replaced_with_all_that_was_beside_it() throws IOException {
        try (Store old = SqliteStore.open(SqliteSettings.of(file()), InstantSource.system())) {
            old.create("/old", new byte[100]);
            Files.copy(directory.resolve("skiff.db-wal"), directory.resolve("kept-wal"));
        }
        Files.move(
                directory.resolve("kept-wal"),
                directory.resolve("skiff.db-wal")); // as a crash does
        try (StoreRestore restore = begin(1_000)) {
            restore.put(new StoreEntry("/new", new byte[] {1}, 7));
            restore.finish();
        }

        try (Store store = open()) {
            assertThat(store.get("/new")).isPresent();
            assertThat(store.get("/old")).isEmpty();
        }
    }

    @Test
    void a_database_is_viewed_while_its_store_writes() {
        try (Store store = SqliteStore.open(SqliteSettings.of(file()), InstantSource.system())) {
            store.create("/a", new byte[] {1});
            try (StoreView view = SqliteView.open(file())) {
                long revision = view.revision();
                store.create("/b", new byte[] {2});

                assertThat(((RangeResult.Page) view.range("/", "", 0, revision)).entries())
                        .extracting(StoreEntry::key)
                        .containsExactly("/a");
                assertThat(view.revision()).isEqualTo(store.revision());
            }
            assertThat(store.create("/c", new byte[0])).isInstanceOf(WriteResult.Written.class);
        }
    }

    @Test
    void a_view_of_no_database_makes_none() {
        assertThatThrownBy(() -> SqliteView.open(file()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("there is no " + file());
        assertThat(file()).doesNotExist();
    }
}
