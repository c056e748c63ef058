package dev.skiff.apiserver.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RecordingListener;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreContract;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
    @TempDir private Path directory;

    @Override
    protected Store openEmpty() {
        return open("contract.db");
    }

    @Test
    void a_reopened_store_has_everything_and_goes_on_counting() {
        long last;
        String written;
        try (Store store = open("again.db")) {
            long created = revision(store.create("/a", new byte[] {1}));
            store.create("/gone", new byte[0]);
            StoreEntry gone = store.get("/gone").orElseThrow();
            last = revision(store.delete("/gone", gone.revision()));
            written = "/a@" + created;
        }
        try (Store store = open("again.db")) {
            assertThat(store.revision()).isEqualTo(last);
            assertThat(entries(store)).containsExactly(written);
            assertThat(revision(store.create("/b", new byte[0]))).isEqualTo(last + 1);
        }
    }

    @Test
    void a_reopened_store_offers_to_go_on_from_before() {
        long first;
        try (Store store = open("offer.db")) {
            first = revision(store.create("/a", new byte[1]));
            store.update("/a", new byte[2], first);
        }
        try (Store store = open("offer.db")) {
            assertThat(store.resumableFrom()).isLessThanOrEqualTo(first);
        }
    }

    @Test
    void a_reopened_store_holds_only_a_few_mebibytes_of_what_was_before() {
        long third = 0;
        try (Store store = open("large.db")) {
            for (int n = 1; n <= 6; n++) {
                long written = revision(store.create("/" + n, new byte[2_500_000]));
                third = n == 3 ? written : third;
            }
        }
        try (Store store = open("large.db")) {
            assertThat(store.resumableFrom()).isEqualTo(third);
        }
    }

    @Test
    void a_watch_resumes_from_the_file_after_a_restart() throws Exception {
        long first;
        try (Store store = open("resumed.db")) {
            first = revision(store.create("/w/0", new byte[0]));
            concurrently(
                    25,
                    writer ->
                            () -> {
                                for (int n = 1; n <= 100; n++) {
                                    store.create("/w/" + writer + "-" + n, new byte[0]);
                                }
                                return writer;
                            });
        }
        try (Store store = open("resumed.db")) {
            RecordingListener listener = new RecordingListener();
            try (StoreWatch _ = store.watch("/w/", first, listener)) {
                long last = revision(store.create("/w/last", new byte[0]));
                List<StoreEvent> events = listener.eventsUpTo(last);
                assertThat(events).hasSize(2_501);
                assertThat(events.getLast().key()).isEqualTo("/w/last");
            }
        }
    }

    @Test
    void compaction_survives_a_restart_even_when_the_last_write_was_a_deletion() {
        long deleted;
        try (Store store = open("compacted.db")) {
            long created = revision(store.create("/a", new byte[0]));
            deleted = revision(store.delete("/a", created));
            store.compact(deleted);
        }
        try (Store store = open("compacted.db")) {
            assertThat(store.revision()).isEqualTo(deleted);
            assertThat(store.range("/", "", 0, deleted - 1))
                    .isEqualTo(new RangeResult.Compacted(deleted));
        }
    }

    @Test
    void a_second_opener_learns_which_process_has_the_file() {
        try (Store _ = open("held.db")) {
            assertThatThrownBy(() -> open("held.db"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage(
                            directory.resolve("held.db")
                                    + " is in use by process "
                                    + ProcessHandle.current().pid()
                                    + " (this one)");
        }
        open("held.db").close();
    }

    @Test
    void a_file_of_a_newer_version_is_refused_and_left_alone() throws SQLException {
        open("newer.db").close();
        execute("newer.db", "PRAGMA user_version = 7");

        assertThatThrownBy(() -> open("newer.db"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        directory.resolve("newer.db")
                                + " was written by a newer Skiff (format 7, this one knows up to 1);"
                                + " run that version or choose another data directory");
        execute("newer.db", "PRAGMA user_version = 1");
        open("newer.db").close();
    }

    @Test
    void what_is_not_our_database_is_refused() throws Exception {
        execute("other.db", "CREATE TABLE something (x)");
        Files.writeString(directory.resolve("text.db"), "this is not a database, ".repeat(100));

        assertThatThrownBy(() -> open("other.db"))
                .hasMessage(directory.resolve("other.db") + " is not a database of Skiff");
        assertThatThrownBy(() -> open("text.db"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot open " + directory.resolve("text.db"))
                .hasMessageContaining("not a database");
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        assertThatThrownBy(() -> open("no/such/skiff.db"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(directory.resolve("no/such/skiff.db").toString());
    }

    @Test
    void only_the_owner_may_read_the_files() throws IOException {
        try (Store store = open("private.db")) {
            store.create("/secret", new byte[100]);
            try (var files = Files.list(directory)) {
                assertThat(
                                files.filter(
                                        file ->
                                                file.getFileName()
                                                        .toString()
                                                        .startsWith("private")))
                        .hasSize(4)
                        .allSatisfy(
                                file ->
                                        assertThat(permissions(file))
                                                .as(file.toString())
                                                .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void leases_renewed_for_ever_grow_neither_history_nor_file() throws Exception {
        SqliteSettings settings =
                SqliteSettings.of(directory.resolve("lease.db"))
                        .keeping(new HistoryBound.Limit(Duration.ofHours(1), 500, 1L << 30));
        try (Store store = SqliteStore.open(settings, InstantSource.system())) {
            concurrently(16, lease -> () -> renew(store, "/leases/" + lease, 250));
            long last = store.revision();
            store.compact(last - 400);
            assertThat(store.range("/", "", 0, last - 400)).isInstanceOf(RangeResult.Page.class);
            assertThat(store.range("/", "", 0, last - 1_100))
                    .isInstanceOf(RangeResult.Compacted.class);
        }
        assertThat(sizeBytes("lease.db")).isLessThan(4_000 * 400L);
    }

    @Test
    void a_log_that_a_reader_kept_from_starting_over_shrinks_when_it_is_gone() throws Exception {
        try (Store store = open("held.db")) {
            long revision = revision(store.create("/large", new byte[1 << 20]));
            try (Connection reader =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + directory.resolve("held.db"));
                    var statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement.executeQuery("SELECT count(*) FROM log").next();
                for (int n = 0; n < 50; n++) {
                    revision = revision(store.update("/large", new byte[1 << 20], revision));
                }
                assertThat(sizeBytes("held.db-wal")).isGreaterThan(48L << 20);
            }
            long latest = revision;
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                for (int n = 0; n < 5; n++) {
                                    StoreEntry now = store.get("/large").orElseThrow();
                                    store.update("/large", new byte[1 << 20], now.revision());
                                }
                                return sizeBytes("held.db-wal") <= 33L << 20;
                            });
            assertThat(store.get("/large").orElseThrow().revision()).isGreaterThan(latest);
        }
    }

    private static long renew(Store store, String key, int times) {
        byte[] value = new byte[400];
        long revision = revision(store.create(key, value));
        for (int n = 0; n < times; n++) {
            revision = revision(store.update(key, value, revision));
        }
        return revision;
    }

    private Store open(String name) {
        return SqliteStore.open(SqliteSettings.of(directory.resolve(name)), InstantSource.system());
    }

    private void execute(String name, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(name));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long sizeBytes(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    private static List<String> entries(Store store) {
        return ((RangeResult.Page) store.range("/", "", 0, 0))
                .entries().stream().map(entry -> entry.key() + "@" + entry.revision()).toList();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long revision(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).revision();
    }
}
