package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skiff.apiserver.store.RecordingListener;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// etcd goes away, hangs, is shared with others, forgets: calls fail in clear words, and everything
/// goes on afterwards without gap or repeat.
final class EtcdFaultTest {
    private static final Duration OUTAGE = Duration.ofSeconds(12);

    @TempDir private Path directory;
    private EtcdServer etcd;

    @BeforeEach
    void startEtcd() {
        Program.require("etcd");
        etcd = new EtcdServer(directory);
        etcd.start();
    }

    @AfterEach
    void stopEtcd() {
        if (etcd != null) {
            etcd.close();
        }
    }

    @Test
    void an_etcd_that_is_not_there_is_named_at_once() {
        etcd.kill();

        assertThatThrownBy(() -> open(etcd.datastore()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot read from etcd at " + etcd.address())
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void calls_and_watches_go_on_after_etcd_was_away() {
        RecordingListener listener = new RecordingListener();
        try (Store store = open(etcd.datastore());
                StoreWatch _ = store.watch("/", store.revision(), listener)) {
            long first = written(store.create("/a", new byte[1]));
            listener.eventsUpTo(first);

            etcd.kill();
            await().during(OUTAGE)
                    .atMost(OUTAGE.plusSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> isUnavailable(store));
            etcd.start();

            long second =
                    await().atMost(Duration.ofSeconds(10))
                            .ignoreException(StoreUnavailableException.class)
                            .until(
                                    () -> written(store.update("/a", new byte[2], first)),
                                    _ -> true);
            assertThat(lines(listener.eventsUpTo(second)))
                    .containsExactly("/a@" + first, "/a@" + second);
        }
    }

    @Test
    void calls_to_an_etcd_that_hangs_end_in_time() {
        try (Store store = open(etcd.datastore())) {
            etcd.signal("STOP");
            assertThatThrownBy(() -> store.create("/a", new byte[1]))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("cannot write to etcd at " + etcd.address())
                    .hasMessageContaining("no answer within 5000 ms");
            etcd.signal("CONT");

            await().atMost(Duration.ofSeconds(10)).until(() -> !isUnavailable(store));
        }
    }

    @Test
    void a_watch_whose_connection_breaks_again_and_again_misses_and_repeats_nothing()
            throws Exception {
        RecordingListener straight = new RecordingListener();
        RecordingListener broken = new RecordingListener();
        AtomicBoolean stop = new AtomicBoolean();
        try (BreakableProxy proxy = new BreakableProxy(etcd.port());
                Store direct = open(etcd.datastore());
                Store proxied = open("etcd://127.0.0.1:" + proxy.port());
                StoreWatch _ = direct.watch("/", direct.revision(), straight);
                StoreWatch _ = proxied.watch("/", proxied.revision(), broken)) {
            CompletableFuture<Long> writer =
                    CompletableFuture.supplyAsync(() -> writeUntil(stop, direct));
            Random random = new Random(3);
            for (int n = 0; n < 8; n++) {
                long until = broken.progress() + random.nextInt(1, 60);
                await().atMost(Duration.ofSeconds(20)).until(() -> broken.progress() > until);
                proxy.breakDown();
                await().pollDelay(Duration.ofMillis(random.nextInt(1, 300))).until(() -> true);
                proxy.mend();
            }
            stop.set(true);
            long last = writer.join();

            List<String> all = lines(straight.eventsUpTo(last));
            assertThat(lines(broken.eventsUpTo(last))).isEqualTo(all).hasSizeGreaterThan(100);
        }
    }

    @Test
    void a_watch_that_was_away_while_its_place_was_compacted_is_told_to_read_anew()
            throws Exception {
        RecordingListener listener = new RecordingListener();
        try (BreakableProxy proxy = new BreakableProxy(etcd.port());
                Store direct = open(etcd.datastore());
                Store proxied = open("etcd://127.0.0.1:" + proxy.port());
                StoreWatch _ = proxied.watch("/", proxied.revision(), listener)) {
            proxy.breakDown();
            long first = written(direct.create("/a", new byte[1]));
            long second = written(direct.update("/a", new byte[1], first));
            direct.compact(second);
            proxy.mend();

            assertThat(listener.awaitCompacted()).isGreaterThanOrEqualTo(second);
            RecordingListener anew = new RecordingListener();
            try (StoreWatch _ = proxied.watch("/", proxied.revision(), anew)) {
                long third = written(direct.update("/a", new byte[1], second));
                assertThat(anew.eventsUpTo(third)).hasSize(1);
            }
        }
    }

    @Test
    void a_store_that_is_opened_again_offers_to_go_on_from_what_is_not_compacted() {
        long first;
        long second;
        try (Store store = open(etcd.datastore())) {
            first = written(store.create("/a", new byte[1]));
            second = written(store.update("/a", new byte[2], first));
        }
        try (Store store = open(etcd.datastore())) {
            assertThat(store.resumableFrom()).isLessThanOrEqualTo(first);
            store.compact(second);
        }
        RecordingListener listener = new RecordingListener();
        try (Store store = open(etcd.datastore());
                StoreWatch _ = store.watch("/", store.resumableFrom(), listener)) {
            long third = written(store.update("/a", new byte[3], second));

            assertThat(store.resumableFrom()).isEqualTo(second);
            assertThat(lines(listener.eventsUpTo(third))).containsExactly("/a@" + third);
        }
    }

    @Test
    void writes_of_others_in_the_same_etcd_hold_up_nobody() {
        RecordingListener listener = new RecordingListener();
        EtcdSettings ours = EtcdSettings.parse(etcd.datastore());
        try (Store store = EtcdStore.open(ours, InstantSource.system());
                Store other = EtcdStore.open(ours.under("/skiff-other"), InstantSource.system());
                StoreWatch _ = store.watch("/", store.revision(), listener)) {
            written(other.create("/a", new byte[1]));

            assertThat(listener.eventsUpTo(store.revision())).isEmpty();
            assertThat(store.get("/a")).isEmpty();
        }
    }

    private static long writeUntil(AtomicBoolean stop, Store store) {
        long revision = written(store.create("/w", new byte[1]));
        while (!stop.get()) {
            revision = written(store.update("/w", new byte[1], revision));
        }
        return revision;
    }

    private static boolean isUnavailable(Store store) {
        try {
            store.get("/a");
            return false;
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining("cannot read from etcd at 127.0.0.1:");
            return true;
        }
    }

    private static Store open(String datastore) {
        return EtcdStore.open(EtcdSettings.parse(datastore), InstantSource.system());
    }

    private static List<String> lines(List<StoreEvent> events) {
        return events.stream().map(event -> event.key() + "@" + event.revision()).toList();
    }

    private static long written(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).revision();
    }
}
