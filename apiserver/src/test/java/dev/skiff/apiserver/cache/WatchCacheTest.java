package dev.skiff.apiserver.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.apiserver.store.ForwardingStore;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCacheTest {
    private static final Kind KIND = Kinds.CONFIG_MAP;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectFilter RED = object -> "red".equals(object.labels().get("colour"));

    private final MemoryStore store = new MemoryStore();
    private WatchCache cache = cache(WindowLimits.STANDARD);

    @AfterEach
    void close() {
        cache.close();
        store.close();
    }

    @Test
    void a_fresh_snapshot_has_what_was_written_before_and_after_the_load() {
        put("a/x", "red", 0);
        cache.load();
        put("b/y", "blue", 0);

        assertThat(keys(cache.fresh())).containsExactly("a/x", "b/y");
        assertThat(cache.fresh().revision()).isEqualTo(store.revision());
    }

    @Test
    void a_write_of_another_kind_advances_the_snapshot() {
        cache.load();

        store.create(Kinds.SECRET.storageKey("a", "x"), object("a", "x", "red"));

        assertThat(cache.fresh().revision()).isEqualTo(store.revision());
    }

    @Test
    void an_old_state_can_be_read_while_the_window_holds_it() {
        long first = put("a/x", "red", 0);
        store.compact(first);
        cache.load();
        long second = put("a/y", "red", 0);
        delete("a/x", first);

        assertThat(cache.at(second).map(WatchCacheTest::keys).orElseThrow())
                .containsExactly("a/x", "a/y");
        assertThat(cache.at(first - 1)).isEmpty();
        assertThat(cache.at(store.revision() + 1)).isEmpty();
    }

    @Test
    void a_watch_from_the_state_tells_it_first_and_then_marks_its_end() {
        put("a/x", "red", 0);
        CachedWatch watch = cache.watchFromState(0, terms(ObjectFilter.ALL, true));
        put("a/y", "red", 0);

        assertThat(drain(watch)).containsExactly("ADDED x@2", "INITIAL-END @2", "ADDED y@3");
    }

    @Test
    void a_watch_after_a_revision_tells_exactly_what_came_later() {
        long first = put("a/x", "red", 0);
        cache.load();
        long second = put("a/x", "blue", first);
        delete("a/x", second);

        assertThat(drain(cache.watchAfter(first, terms(ObjectFilter.ALL, false))))
                .containsExactly("MODIFIED x@3", "DELETED x@4");
        assertThat(drain(cache.watchAfter(second, terms(ObjectFilter.ALL, false))))
                .containsExactly("DELETED x@4");
    }

    @Test
    void objects_enter_and_leave_a_selection_as_added_and_deleted() {
        cache.load();
        CachedWatch watch = cache.watchFromNow(terms(RED, false));
        long first = put("a/x", "blue", 0);
        long second = put("a/x", "red", first);
        long third = put("a/x", "blue", second);
        delete("a/x", third);

        List<WatchEvent> events = new ArrayList<>();
        for (Optional<WatchEvent> e = watch.poll(); e.isPresent(); e = watch.poll()) {
            events.add(e.get());
        }

        assertThat(events.stream().map(WatchCacheTest::text))
                .containsExactly("ADDED x@3", "DELETED x@4");
        assertThat(((WatchEvent.Deleted) events.getLast()).object().tree().at("/metadata/labels"))
                .hasToString("{\"colour\":\"red\"}");
    }

    @Test
    void a_watch_of_one_namespace_hears_of_no_other() {
        CachedWatch watch =
                cache.watchFromState(
                        0,
                        new WatchTerms("a/", ObjectFilter.ALL, false, false, START, Instant.MAX));
        put("a/x", "red", 0);
        put("b/x", "red", 0);
        put("ab/x", "red", 0);

        assertThat(drain(watch)).containsExactly("ADDED x@2");
    }

    @Test
    void a_watch_that_falls_behind_the_window_is_told_so_and_ends() {
        cache.close();
        cache = cache(new WindowLimits(3, Long.MAX_VALUE));
        CachedWatch watch = cache.watchFromState(0, terms(ObjectFilter.ALL, false));
        long revision = put("a/x", "red", 0);
        assertThat(drain(watch)).containsExactly("ADDED x@2");
        for (int i = 0; i < 5; i++) {
            revision = put("a/x", "red", revision);
        }

        assertThat(drain(watch)).containsExactly("FAILED too old resource version: 2 (7)");
        assertThat(watch.isEnded()).isTrue();
        assertThat(cache.watchers()).isZero();
    }

    @Test
    void the_window_is_bounded_by_bytes_too() {
        cache.close();
        cache = cache(new WindowLimits(100, 500));
        cache.load();
        long first = put("a/x", "red", 0);
        long revision = first;
        for (int i = 0; i < 20; i++) {
            revision = put("a/x", "red", revision);
        }

        assertThat(cache.at(first)).isEmpty();
        assertThat(cache.at(revision)).isPresent();
    }

    @Test
    void a_watch_from_before_the_window_fails_at_once() {
        put("a/x", "red", 0);
        long forgotten = put("a/y", "red", 0);
        store.compact(forgotten);
        cache.load();

        CachedWatch watch = cache.watchAfter(2, terms(ObjectFilter.ALL, false));

        assertThat(drain(watch)).containsExactly("FAILED too old resource version: 2 (3)");
        assertThat(watch.isEnded()).isTrue();
    }

    @Test
    void a_watch_goes_on_where_it_was_before_a_restart() {
        long seen = put("a/x", "red", 0);
        put("a/x", "blue", seen);
        cache.close();
        cache = cache(WindowLimits.STANDARD);
        cache.load();
        put("a/y", "red", 0);

        CachedWatch watch = cache.watchAfter(seen, terms(RED, false));

        assertThat(drain(watch)).containsExactly("DELETED x@3", "ADDED y@4");
    }

    @Test
    void a_load_is_not_done_before_it_has_caught_up() {
        put("a/x", "red", 0);
        put("a/y", "red", 0);
        cache.load();

        assertThat(cache.atLeast(0).revision()).isEqualTo(3);
    }

    @Test
    void a_past_that_is_gone_meanwhile_is_done_without() {
        put("a/x", "red", 0);
        long last = put("a/y", "red", 0);
        store.compact(last);
        Store hopeful =
                new ForwardingStore(store) {
                    @Override
                    public long resumableFrom() {
                        return 2;
                    }
                };
        try (WatchCache late =
                new WatchCache(KIND, hopeful, _ -> Map.of(), WindowLimits.STANDARD)) {
            late.load();

            assertThat(keys(late.atLeast(0))).containsExactly("a/x", "a/y");
        }
    }

    @Test
    void bookmarks_come_about_each_minute_and_tell_how_far_the_watch_has_come() {
        CachedWatch watch = cache.watchFromState(0, terms(RED, false));
        put("a/x", "blue", 0);
        cache.tick(START.plusSeconds(59));
        assertThat(drain(watch)).isEmpty();

        cache.tick(START.plusSeconds(60));
        assertThat(drain(watch)).containsExactly("BOOKMARK @2");
        cache.tick(START.plusSeconds(61));
        assertThat(drain(watch)).isEmpty();
    }

    @Test
    void a_watch_ends_at_its_deadline_after_all_events() {
        WatchTerms terms =
                new WatchTerms("", ObjectFilter.ALL, false, false, START, START.plusSeconds(5));
        CachedWatch watch = cache.watchFromState(0, terms);
        put("a/x", "red", 0);
        cache.tick(START.plusSeconds(5));

        assertThat(watch.isEnded()).isFalse();
        assertThat(drain(watch)).containsExactly("ADDED x@2");
        assertThat(watch.isEnded()).isTrue();
    }

    @Test
    void the_reader_is_signalled_on_registration_and_on_events() {
        CachedWatch watch = cache.watchFromState(0, terms(ObjectFilter.ALL, false));
        AtomicInteger signals = new AtomicInteger();

        watch.onAvailable(signals::incrementAndGet);
        assertThat(signals).hasValue(1);
        put("a/x", "red", 0);
        assertThat(signals).hasValue(2);
        watch.close();
        assertThat(signals).hasValue(3);
    }

    @Test
    void when_the_store_forgets_too_much_watches_end_and_readers_load_anew() {
        // A store that was written to while its watch was away, and forgot it meanwhile.
        ForgetfulStore forgetful = new ForgetfulStore(store);
        cache.close();
        cache = new WatchCache(KIND, forgetful, _ -> Map.of(), WindowLimits.STANDARD);
        CachedWatch watch = cache.watchFromState(0, terms(ObjectFilter.ALL, false));
        forgetful.silence();
        put("a/x", "red", 0);
        forgetful.breakOff();

        assertThat(drain(watch)).hasSize(1).first().asString().startsWith("FAILED too old");
        assertThat(keys(cache.fresh())).containsExactly("a/x");
    }

    private WatchCache cache(WindowLimits limits) {
        return new WatchCache(KIND, store, _ -> Map.of(), limits);
    }

    private static WatchTerms terms(ObjectFilter filter, boolean initialEventsEnd) {
        return new WatchTerms(
                "", filter, true, initialEventsEnd, START, START.plus(Duration.ofHours(1)));
    }

    /// @param expected the revision it was last written at; 0: new
    private long put(String name, String colour, long expected) {
        String[] parts = name.split("/");
        String key = KIND.storageKey(parts[0], parts[1]);
        byte[] value = object(parts[0], parts[1], colour);
        WriteResult result =
                expected == 0 ? store.create(key, value) : store.update(key, value, expected);
        return ((WriteResult.Written) result).revision();
    }

    private void delete(String name, long expected) {
        store.delete(KIND.storagePrefix() + name, expected);
    }

    private static byte[] object(String namespace, String name, String colour) {
        ObjectNode object = Json.object().put("kind", "ConfigMap").put("apiVersion", "v1");
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name).put("namespace", namespace);
        metadata.putObject("labels").put("colour", colour);
        return StoredObject.encode(object);
    }

    private static List<String> keys(CacheSnapshot snapshot) {
        List<String> keys = new ArrayList<>();
        snapshot.objects().iterator("", "").forEachRemaining(o -> keys.add(o.key()));
        return keys;
    }

    private static List<String> drain(CachedWatch watch) {
        List<String> texts = new ArrayList<>();
        for (Optional<WatchEvent> e = watch.poll(); e.isPresent(); e = watch.poll()) {
            texts.add(text(e.get()));
        }
        return texts;
    }

    private static String text(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Added(var object) -> "ADDED " + text(object);
            case WatchEvent.Modified(var object) -> "MODIFIED " + text(object);
            case WatchEvent.Deleted(var object) -> "DELETED " + text(object);
            case WatchEvent.Bookmark(var revision, var end) ->
                    (end ? "INITIAL-END @" : "BOOKMARK @") + revision;
            case WatchEvent.Failed(var status) -> "FAILED " + status.path("message").asText();
        };
    }

    private static String text(StoredObject object) {
        return object.tree().at("/metadata/name").asText() + "@" + object.revision();
    }
}
