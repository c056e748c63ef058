package dev.skiff.it.golden;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.it.store.EtcdServer;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/// The same on etcd.
class GoldenOnEtcdTest extends GoldenTest {
    private @Nullable EtcdServer etcd;

    GoldenOnEtcdTest() throws IOException {}

    @Override
    Store open() {
        EtcdServer started = new EtcdServer(directory);
        etcd = started;
        started.start();
        return EtcdStore.open(EtcdSettings.parse(started.datastore()), InstantSource.system());
    }

    @Override
    @AfterAll
    void stop() {
        super.stop();
        if (etcd != null) {
            etcd.close();
        }
    }
}
