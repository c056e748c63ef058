package dev.skiff.apiserver.store;

import static dev.skiff.apiserver.store.StoreContract.bytes;
import static dev.skiff.apiserver.store.StoreContract.page;
import static dev.skiff.apiserver.store.StoreContract.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What filling a store from another one must do. Make a subclass for each store that can be
/// filled; each test fills one, which is empty before it.
public abstract class RestoreContract {
    private static final long AFTER = 5_000_000_000L;
    private static final List<StoreEntry> ENTRIES =
            List.of(
                    new StoreEntry("/registry/configmaps/default/note", bytes("{\"a\":1}"), 17),
                    new StoreEntry(
                            "/registry/pods/default/ünïcode 🚢", bytes("{}"), 4_000_000_000L),
                    new StoreEntry("/registry/pods/default/web", new byte[] {0, -1, 10, 13}, 12),
                    new StoreEntry("/registry/secrets/default/empty", new byte[0], 999));

    /// Begins to fill the place of this test.
    protected abstract StoreRestore begin(long after);

    /// Opens what is there.
    protected abstract Store open();

    private Store restored(List<StoreEntry> entries) {
        try (StoreRestore restore = begin(AFTER)) {
            entries.forEach(restore::put);
            restore.finish();
        }
        return open();
    }

    @Test
    void every_key_comes_back_with_its_bytes() {
        try (Store store = restored(ENTRIES)) {
            RangeResult.Page page = page(store.range("/", "", 0, 0));

            assertThat(contents(page.entries())).isEqualTo(contents(ENTRIES));
            assertThat(page.revision()).isGreaterThanOrEqualTo(AFTER);
            assertThat(store.get("/registry/pods/default/web")).isPresent();
        }
    }

    @Test
    void as_many_keys_as_a_cluster_has_come_back_in_order() {
        List<StoreEntry> many =
                IntStream.range(0, 3_000)
                        .mapToObj(
                                n ->
                                        new StoreEntry(
                                                "/registry/pods/%05d".formatted(n),
                                                bytes("{\"n\":\"" + "x".repeat(n % 5_000) + "\"}"),
                                                n + 2))
                        .toList();

        try (Store store = restored(many)) {
            assertThat(page(store.range("/", "", 0, 0)).entries())
                    .extracting(StoreEntry::key)
                    .containsExactlyElementsOf(many.stream().map(StoreEntry::key).toList());
        }
    }

    @Test
    void revisions_go_on_after_the_one_that_was_named() {
        try (Store store = restored(ENTRIES)) {
            long before = store.revision();

            long created = written(store.create("/registry/pods/default/new", bytes("{}")));

            assertThat(before).isGreaterThanOrEqualTo(AFTER);
            assertThat(created).isGreaterThan(before);
        }
        try (Store again = open()) {
            assertThat(written(again.create("/registry/pods/default/newer", bytes("{}"))))
                    .isGreaterThan(AFTER);
        }
    }

    @Test
    void what_was_before_is_forgotten() {
        try (Store store = restored(ENTRIES)) {
            RecordingListener listener = new RecordingListener();
            store.watch("/registry/", 1_000, listener);

            assertThat(store.range("/", "", 0, 1_000)).isInstanceOf(RangeResult.Compacted.class);
            assertThat(store.range("/", "", 0, AFTER - 1))
                    .isInstanceOf(RangeResult.Compacted.class);
            assertThat(listener.awaitCompacted()).isGreaterThanOrEqualTo(AFTER);
            assertThat(listener.events()).isEmpty();
        }
    }

    @Test
    void what_follows_is_seen_by_watches() {
        try (Store store = restored(ENTRIES)) {
            RecordingListener listener = new RecordingListener();
            try (StoreWatch _ = store.watch("/registry/", store.revision(), listener)) {
                StoreEntry note = store.get("/registry/configmaps/default/note").orElseThrow();
                long updated = written(store.update(note.key(), bytes("{}"), note.revision()));
                long deleted = written(store.delete(note.key(), updated));

                assertThat(listener.eventsUpTo(deleted))
                        .extracting(StoreContract::line)
                        .containsExactly(
                                note.key() + "={}@" + updated, note.key() + " deleted@" + deleted);
            }
        }
    }

    @Test
    void writes_that_name_a_revision_from_elsewhere_are_refused() {
        try (Store store = restored(ENTRIES)) {
            String key = "/registry/configmaps/default/note";
            for (long other : List.of(1L, 18L, AFTER, AFTER + 1_000_000)) {
                assertThat(store.update(key, bytes("{}"), other))
                        .isInstanceOf(WriteResult.Conflict.class);
                assertThat(store.delete(key + "-missing", other))
                        .isInstanceOf(WriteResult.Missing.class);
            }
        }
    }

    @Test
    void history_can_be_compacted_and_the_state_stays() {
        try (Store store = restored(ENTRIES)) {
            written(store.create("/registry/pods/default/new", bytes("{}")));
            store.compact(store.revision());

            assertThat(page(store.range("/", "", 0, 0)).entries()).hasSize(ENTRIES.size() + 1);
            assertThat(page(store.range("/", "", 2, store.revision())).remaining()).isEqualTo(3);
        }
    }

    @Test
    void it_can_be_read_page_by_page_as_of_its_revision() {
        try (Store store = restored(ENTRIES)) {
            long revision = store.revision();
            written(store.create("/registry/pods/default/later", bytes("{}")));
            List<StoreEntry> read = new ArrayList<>();
            String last = "";
            for (int n = 0; n < ENTRIES.size(); n++) {
                read.addAll(page(store.range("", last, 1, revision)).entries());
                last = read.getLast().key();
            }

            assertThat(contents(read)).isEqualTo(contents(ENTRIES));
            assertThat(page(store.range("", last, 1, revision)).entries()).isEmpty();
        }
    }

    @Test
    void what_is_not_finished_cannot_be_used() {
        try (StoreRestore restore = begin(AFTER)) {
            ENTRIES.forEach(restore::put);
        }

        assertThatThrownBy(() -> open().close()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void after_one_that_was_not_finished_another_one_works() {
        try (StoreRestore restore = begin(AFTER)) {
            restore.put(new StoreEntry("/registry/pods/default/leftover", bytes("{}"), 5));
        }

        try (Store store = restored(ENTRIES)) {
            assertThat(contents(page(store.range("/", "", 0, 0)).entries()))
                    .isEqualTo(contents(ENTRIES));
        }
    }

    private static TreeMap<String, List<Byte>> contents(List<StoreEntry> entries) {
        TreeMap<String, List<Byte>> contents = new TreeMap<>();
        for (StoreEntry entry : entries) {
            List<Byte> value = new ArrayList<>();
            for (byte b : entry.value()) {
                value.add(b);
            }
            contents.put(entry.key(), value);
        }
        return contents;
    }
}
