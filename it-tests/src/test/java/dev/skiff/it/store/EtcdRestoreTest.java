package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RestoreContract;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreRestore;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.etcd.EtcdRestore;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.apiserver.store.etcd.EtcdView;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract of restores on a real etcd, each test under a prefix of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EtcdRestoreTest extends RestoreContract {
    private EtcdServer etcd;
    private int tests;

    @BeforeAll
    void startEtcd(@TempDir Path directory) {
        Program.require("etcd");
        etcd = new EtcdServer(directory);
        etcd.start();
    }

    @AfterAll
    void stopEtcd() {
        if (etcd != null) {
            etcd.close();
        }
    }

    @BeforeEach
    void choosePrefix() {
        tests++;
    }

    private EtcdSettings settings() {
        return EtcdSettings.parse(etcd.datastore()).under("/restore-" + tests);
    }

    @Override
    protected StoreRestore begin(long after) {
        EtcdRestore restore = EtcdRestore.open(settings());
        restore.begin(after);
        return restore;
    }

    @Override
    protected Store open() {
        return EtcdStore.open(settings(), InstantSource.system());
    }

    @Test
    void what_was_there_is_counted_and_replaced_and_others_stay() {
        EtcdSettings neighbour = settings().under("/restore-" + tests + "-neighbour");
        try (Store store = open();
                Store other = EtcdStore.open(neighbour, InstantSource.system())) {
            store.create("/old", new byte[1]);
            store.create("/older", new byte[1]);
            other.create("/neighbour", new byte[1]);
        }
        long seen;
        try (EtcdRestore restore = EtcdRestore.open(settings())) {
            assertThat(restore.keysThere()).isEqualTo(2);
            seen = restore.revision();
            restore.begin(seen + 10);
            restore.put(new StoreEntry("/new", new byte[1], 1));
            restore.finish();
        }

        try (Store store = open();
                Store other = EtcdStore.open(neighbour, InstantSource.system())) {
            assertThat(((RangeResult.Page) store.range("/", "", 0, 0)).entries())
                    .extracting(StoreEntry::key)
                    .containsExactly("/new");
            assertThat(store.get("/new").orElseThrow().revision()).isGreaterThan(seen + 10);
            assertThat(other.get("/neighbour")).isPresent();
        }
    }

    @Test
    void restored_again_and_again_revisions_never_go_back() {
        long seen = 0;
        for (long after : new long[] {7_000_000_000L, 1, 9_000_000_000L, 2}) {
            try (EtcdRestore restore = EtcdRestore.open(settings())) {
                restore.begin(Math.max(after, restore.revision()));
                restore.put(new StoreEntry("/a", new byte[1], 1));
                restore.finish();
            }
            try (Store store = open()) {
                long revision = store.get("/a").orElseThrow().revision();
                assertThat(revision).isGreaterThan(Math.max(seen, after));
                seen = store.revision();
            }
        }
    }

    @Test
    void a_store_that_is_not_whole_says_what_to_do() {
        begin(1_000).close();

        assertThatThrownBy(() -> EtcdView.open(settings()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "etcd at %s holds under /restore-%d part of a backup: its restore goes on, or was cut short and has to be run again"
                                .formatted(etcd.address(), tests));
    }
}
