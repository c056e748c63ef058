package dev.skiff.apiserver.store;

import static dev.skiff.apiserver.store.StoreContract.bytes;
import static dev.skiff.apiserver.store.StoreContract.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Watches: no gap, no repeat, from any revision, whatever is written meanwhile.
interface WatchContract {
    Store store();

    @Test
    default void a_watch_tells_each_write_after_its_revision_once_and_in_order() {
        long before = written(store().create("/a", bytes("before")));
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/", before, listener)) {
            long updated = written(store().update("/a", bytes("two"), before));
            long created = written(store().create("/b", bytes("three")));
            long deleted = written(store().delete("/a", updated));

            assertThat(lines(listener.eventsUpTo(deleted)))
                    .containsExactly(
                            "/a=two@" + updated, "/b=three@" + created, "/a deleted@" + deleted);
        }
    }

    @Test
    default void a_watch_may_start_after_any_revision() {
        long start = store().revision();
        List<StoreEvent> all = scribble(60);

        for (int from = 0; from < all.size(); from++) {
            long after = from == 0 ? start : all.get(from - 1).revision();
            RecordingListener listener = new RecordingListener();
            try (StoreWatch _ = store().watch("/", after, listener)) {
                assertThat(lines(listener.eventsUpTo(store().revision())))
                        .isEqualTo(lines(all.subList(from, all.size())));
            }
        }
    }

    @Test
    default void a_watch_can_go_on_from_the_state_the_store_offers() {
        List<StoreEvent> all = scribble(60);
        long from = store().resumableFrom();
        List<String> later = lines(all.stream().filter(event -> event.revision() > from).toList());

        assertThat(from).isBetween(1L, store().revision());
        assertThat(store().range("/", "", 0, from)).isInstanceOf(RangeResult.Page.class);
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/", from, listener)) {
            assertThat(lines(listener.eventsUpTo(store().revision()))).isEqualTo(later);
        }
    }

    @Test
    default void a_watch_sees_only_its_prefix_and_hears_of_progress_elsewhere() {
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/a/", store().revision(), listener)) {
            store().create("/a", bytes("no"));
            long first = written(store().create("/a/1", bytes("yes")));
            store().create("/a0", bytes("no"));
            long last = written(store().create("/b/1", bytes("no")));

            assertThat(lines(listener.eventsUpTo(last))).containsExactly("/a/1=yes@" + first);
        }
    }

    @Test
    default void a_new_watch_hears_soon_that_it_is_up_to_date() {
        long revision = written(store().create("/a", bytes("one")));
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/b/", revision - 1, listener)) {
            assertThat(listener.eventsUpTo(revision)).isEmpty();
        }
    }

    @Test
    default void a_watch_after_a_revision_not_reached_waits_for_it() {
        long first = written(store().create("/a", bytes("one")));
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/", first + 1, listener)) {
            long skipped = written(store().update("/a", bytes("two"), first));
            long told = written(store().update("/a", bytes("three"), skipped));

            assertThat(skipped).isEqualTo(first + 1);
            assertThat(lines(listener.eventsUpTo(told))).containsExactly("/a=three@" + told);
        }
    }

    @Test
    default void a_watch_of_what_is_compacted_says_so_and_no_more() {
        List<StoreEvent> all = scribble(20);
        long oldest = all.get(10).revision();
        store().compact(oldest);

        RecordingListener tooOld = new RecordingListener();
        RecordingListener justRight = new RecordingListener();
        try (StoreWatch _ = store().watch("/", all.get(9).revision(), tooOld);
                StoreWatch _ = store().watch("/", oldest, justRight)) {
            assertThat(tooOld.awaitCompacted()).isEqualTo(oldest);
            long last = written(store().create("/last", bytes("x")));
            assertThat(justRight.eventsUpTo(last)).hasSize(10);
            assertThat(tooOld.events()).isEmpty();
        }
    }

    @Test
    default void compaction_does_not_disturb_a_watch_that_is_up_to_date() {
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/", store().revision(), listener)) {
            List<StoreEvent> all = new ArrayList<>(scribble(20));
            listener.eventsUpTo(all.getLast().revision());
            store().compact(all.getLast().revision());
            long next = written(store().create("/next", bytes("x")));

            assertThat(listener.eventsUpTo(next)).hasSize(21);
        }
    }

    @Test
    default void a_closed_watch_hears_nothing_more() {
        long start = store().revision();
        RecordingListener closed = new RecordingListener();
        RecordingListener open = new RecordingListener();
        try (StoreWatch _ = store().watch("/", start, open)) {
            StoreWatch watch = store().watch("/", start, closed);
            long first = written(store().create("/a", bytes("one")));
            closed.eventsUpTo(first);
            watch.close();
            watch.close();
            long second = written(store().update("/a", bytes("two"), first));

            assertThat(open.eventsUpTo(second)).hasSize(2);
            assertThat(closed.events()).hasSize(1);
        }
    }

    @Test
    default void large_values_are_told_whole() {
        byte[] large = new byte[1_000_000];
        new Random(11).nextBytes(large);
        long start = store().revision();
        for (int n = 0; n < 8; n++) {
            store().create("/large/" + n, large);
        }
        RecordingListener listener = new RecordingListener();
        try (StoreWatch _ = store().watch("/", start, listener)) {
            assertThat(listener.eventsUpTo(store().revision()))
                    .hasSize(8)
                    .allMatch(event -> ((StoreEvent.Put) event).value().length == large.length);
        }
    }

    @Test
    default void watches_that_start_and_resume_among_writers_miss_and_repeat_nothing()
            throws Exception {
        long start = store().revision();
        RecordingListener whole = new RecordingListener();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
                StoreWatch _ = store().watch("/w/", start, whole)) {
            List<Future<List<String>>> read =
                    Stream.generate(() -> readers.submit(() -> resumeOftenUntilEnd(start)))
                            .limit(3)
                            .toList();
            StoreContract.concurrently(6, writer -> () -> scribbleBy(writer, 120));
            long end = written(store().create("/end", bytes("x")));

            List<String> all = lines(whole.eventsUpTo(end));
            assertThat(all).hasSize(720);
            for (Future<List<String>> reader : read) {
                assertThat(reader.get()).isEqualTo(all);
            }
        }
    }

    /// A chain of watches, each resuming where the last one was closed.
    private List<String> resumeOftenUntilEnd(long start) {
        List<String> read = new ArrayList<>();
        long position = start;
        boolean ended = false;
        while (!ended) {
            RecordingListener listener = new RecordingListener();
            try (StoreWatch _ = store().watch("/w/", position, listener)) {
                ended = store().get("/end").isPresent();
                listener.eventsUpTo(ended ? store().revision() : position + 1);
            }
            List<StoreEvent> events = listener.events();
            read.addAll(lines(events));
            position = events.isEmpty() ? position : events.getLast().revision();
        }
        return read;
    }

    private List<StoreEvent> scribble(int writes) {
        List<StoreEvent> done = new ArrayList<>();
        Random random = new Random(writes);
        for (int n = 0; n < writes; n++) {
            done.add(
                    writeSomewhere(
                            "/w/" + random.nextInt(5), bytes("v" + n), random.nextInt(3) == 0));
        }
        return done;
    }

    private int scribbleBy(int writer, int writes) {
        Random random = new Random(writer);
        for (int n = 0; n < writes; n++) {
            writeSomewhere(
                    "/w/" + writer + "-" + random.nextInt(5),
                    bytes("v" + n),
                    random.nextInt(3) == 0);
        }
        return writes;
    }

    private StoreEvent writeSomewhere(String key, byte[] value, boolean mayDelete) {
        return store().get(key)
                .map(
                        entry ->
                                mayDelete
                                        ? (StoreEvent)
                                                new StoreEvent.Delete(
                                                        key,
                                                        written(
                                                                store().delete(
                                                                                key,
                                                                                entry.revision())))
                                        : new StoreEvent.Put(
                                                key,
                                                value,
                                                written(
                                                        store().update(
                                                                        key,
                                                                        value,
                                                                        entry.revision()))))
                .orElseGet(
                        () -> new StoreEvent.Put(key, value, written(store().create(key, value))));
    }

    private static List<String> lines(List<StoreEvent> events) {
        return events.stream().map(StoreContract::line).toList();
    }
}
