package dev.skiff.it.store;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreContract;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real etcd, each test under a prefix of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EtcdStoreTest extends StoreContract {
    private final AtomicInteger stores = new AtomicInteger();
    private EtcdServer etcd;

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

    @Override
    protected Store openEmpty() {
        EtcdSettings settings = EtcdSettings.parse(etcd.datastore());
        return EtcdStore.open(
                settings.under("/test-" + stores.incrementAndGet()), InstantSource.system());
    }
}
