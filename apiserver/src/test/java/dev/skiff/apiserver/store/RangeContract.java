package dev.skiff.apiserver.store;

import static dev.skiff.apiserver.store.StoreContract.bytes;
import static dev.skiff.apiserver.store.StoreContract.line;
import static dev.skiff.apiserver.store.StoreContract.lines;
import static dev.skiff.apiserver.store.StoreContract.page;
import static dev.skiff.apiserver.store.StoreContract.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranges of keys, now and in the past, and compaction.
interface RangeContract {
    Store store();

    @Test
    default void a_range_of_nothing_is_an_empty_page_at_the_current_revision() {
        long revision = written(store().create("/a/1", bytes("one")));

        RangeResult.Page found = page(store().range("/b/", "", 0, 0));
        assertThat(found.entries()).isEmpty();
        assertThat(found.revision()).isEqualTo(revision);
        assertThat(found.remaining()).isZero();
    }

    @ParameterizedTest(name = "prefix {0}, after {1}, limit {2}: {3} and {4} more")
    @CsvSource({
        "/p/,  '',     0, /p//;/p/a;/p/a/1;/p/ab;/p/b, 0",
        "/p/,  '',     2, /p//;/p/a, 3",
        "/p/,  '',     5, /p//;/p/a;/p/a/1;/p/ab;/p/b, 0",
        "/p/,  /p/a,   2, /p/a/1;/p/ab, 1",
        "/p/,  /p/aa,  0, /p/ab;/p/b, 0",
        "/p/,  /a,     1, /p//, 4",
        "/p/,  /q,     0, '', 0",
        "/p/a, '',     0, /p/a;/p/a/1;/p/ab, 0",
        "/p,   '',     0, /p;/p//;/p/a;/p/a/1;/p/ab;/p/b;/p0;/pé;/p\uFFFD;/p\uD83D\uDE80, 0",
        "/p0,  '',     0, /p0, 0",
        "/p\uFFFD, '', 0, /p\uFFFD, 0",
        "'',   /pé,    0, /p\uFFFD;/p\uD83D\uDE80;/q, 0",
        "'',   '',     1, /o, 11",
    })
    default void a_range_is_what_begins_with_the_prefix_in_the_order_of_bytes(
            String prefix, String startAfter, int limit, String expected, long remaining) {
        List.of(
                        "/q",
                        "/p\uD83D\uDE80",
                        "/p0",
                        "/p/b",
                        "/p/a/1",
                        "/p",
                        "/p/ab",
                        "/o",
                        "/p//",
                        "/pé",
                        "/p/a",
                        "/p\uFFFD")
                .forEach(key -> store().create(key, bytes("x")));
        StoreEntry gone = store().get("/o").orElseThrow();
        store().delete("/o", gone.revision());
        store().create("/o", bytes("again"));

        RangeResult.Page found = page(store().range(prefix, startAfter, limit, 0));

        assertThat(String.join(";", found.entries().stream().map(StoreEntry::key).toList()))
                .isEqualTo(expected);
        assertThat(found.remaining()).isEqualTo(remaining);
    }

    @Test
    default void the_past_reads_as_it_was() {
        long created = written(store().create("/a", bytes("one")));
        long other = written(store().create("/b", bytes("two")));
        long updated = written(store().update("/a", bytes("three"), created));
        long deleted = written(store().delete("/a", updated));
        long again = written(store().create("/a", bytes("four")));

        String b = "/b=two@" + other;
        assertThat(lines(store().range("/", "", 0, created))).containsExactly("/a=one@" + created);
        assertThat(lines(store().range("/", "", 0, other))).containsExactly("/a=one@" + created, b);
        assertThat(lines(store().range("/", "", 0, updated)))
                .containsExactly("/a=three@" + updated, b);
        assertThat(lines(store().range("/", "", 0, deleted))).containsExactly(b);
        assertThat(lines(store().range("/", "", 0, again))).containsExactly("/a=four@" + again, b);
        assertThat(lines(store().range("/", "", 0, 0))).containsExactly("/a=four@" + again, b);
        assertThat(page(store().range("/", "", 0, updated)).revision()).isEqualTo(updated);
    }

    @Test
    default void pages_of_one_revision_are_one_snapshot_whatever_is_written_between_them() {
        for (int n = 10; n < 20; n++) {
            store().create("/k/" + n, bytes("old"));
        }
        List<String> expected = lines(store().range("/k/", "", 0, 0));
        long revision = store().revision();
        List<String> read = new ArrayList<>();
        String last = "";
        int page = 0;
        RangeResult.Page next;
        do {
            next = page(store().range("/k/", last, 3, revision));
            last = next.entries().getLast().key();
            read.addAll(next.entries().stream().map(StoreContract::line).toList());
            page++;
            StoreEntry unread = store().get("/k/" + (20 - page)).orElseThrow();
            store().delete(unread.key(), unread.revision());
            store().create("/k/" + (10 + page) + "-new", bytes("new"));
        } while (next.remaining() > 0);

        assertThat(read).isEqualTo(expected);
    }

    @Test
    default void a_revision_not_reached_is_in_the_future() {
        long revision = written(store().create("/a", bytes("one")));

        assertThat(store().range("/", "", 0, revision + 1))
                .isEqualTo(new RangeResult.Future(revision));
    }

    @Test
    default void a_negative_limit_or_revision_is_refused() {
        assertThatThrownBy(() -> store().range("/", "", -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().range("/", "", 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void compaction_forgets_the_past_and_keeps_the_latest_state() {
        long untouched = written(store().create("/a", bytes("old")));
        long first = written(store().create("/b", bytes("one")));
        long second = written(store().update("/b", bytes("two"), first));
        long gone = written(store().create("/c", bytes("gone")));
        long deleted = written(store().delete("/c", gone));
        long third = written(store().update("/b", bytes("three"), second));

        store().compact(deleted);

        String a = "/a=old@" + untouched;
        assertThat(store().range("/", "", 0, gone)).isEqualTo(new RangeResult.Compacted(deleted));
        assertThat(store().range("/", "", 0, first)).isEqualTo(new RangeResult.Compacted(deleted));
        assertThat(lines(store().range("/", "", 0, deleted)))
                .containsExactly(a, "/b=two@" + second);
        assertThat(lines(store().range("/", "", 0, 0))).containsExactly(a, "/b=three@" + third);
        assertThat(store().get("/c")).isEmpty();
        assertThat(store().revision()).isEqualTo(third);
    }

    @Test
    default void compaction_up_to_now_leaves_what_is() {
        long first = written(store().create("/a", bytes("one")));
        long gone = written(store().create("/b", bytes("gone")));
        long deleted = written(store().delete("/b", gone));

        store().compact(deleted);

        assertThat(lines(store().range("/", "", 0, 0))).containsExactly("/a=one@" + first);
        assertThat(lines(store().range("/", "", 0, deleted))).containsExactly("/a=one@" + first);
        long next = written(store().update("/a", bytes("two"), first));
        assertThat(written(store().create("/b", bytes("back")))).isGreaterThan(next);
    }

    @Test
    default void compaction_of_what_is_forgotten_or_not_reached_is_no_error() {
        long first = written(store().create("/a", bytes("one")));
        long second = written(store().update("/a", bytes("two"), first));

        store().compact(second);
        store().compact(first);
        store().compact(0);
        assertThat(store().range("/", "", 0, first)).isEqualTo(new RangeResult.Compacted(second));
        store().compact(second + 1_000);

        assertThat(lines(store().range("/", "", 0, second))).containsExactly("/a=two@" + second);
        long third = written(store().update("/a", bytes("three"), second));
        assertThat(lines(store().range("/", "", 0, third))).containsExactly("/a=three@" + third);
    }

    @Test
    default void thousands_of_keys_are_read_whole_and_in_pages() throws Exception {
        StoreContract.concurrently(
                50,
                writer ->
                        () ->
                                IntStream.range(0, 60)
                                        .mapToLong(
                                                n ->
                                                        written(
                                                                store().create(
                                                                                "/many/%02d-%02d"
                                                                                        .formatted(
                                                                                                writer,
                                                                                                n),
                                                                                bytes("v" + n))))
                                        .max());

        RangeResult.Page all = page(store().range("/many/", "", 0, 0));
        assertThat(all.entries())
                .hasSize(3_000)
                .isSortedAccordingTo((x, y) -> x.key().compareTo(y.key()));
        assertThat(all.entries().stream().map(StoreEntry::revision).distinct()).hasSize(3_000);
        RangeResult.Page page = page(store().range("/many/", "/many/24-59", 500, all.revision()));
        assertThat(page.entries())
                .extracting(entry -> line(entry))
                .isEqualTo(
                        all.entries().subList(1_500, 2_000).stream()
                                .map(entry -> line(entry))
                                .toList());
        assertThat(page.remaining()).isEqualTo(1_000);
    }
}
