package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import dev.skiff.standalone.usage.UsageException;
import java.time.InstantSource;

/// What `--datastore` names.
sealed interface Datastore {
    String FILE = "skiff.db";

    /// In memory: gone when the process ends.
    record Memory() implements Datastore {}

    /// A file under the home directory.
    record Sqlite() implements Datastore {}

    /// A running etcd, as `--datastore` names it.
    record Etcd(EtcdSettings settings) implements Datastore {}

    /// @throws UsageException if it names none
    static Datastore parse(String text) {
        if (text.equals("memory")) {
            return new Memory();
        }
        if (text.equals("sqlite")) {
            return new Sqlite();
        }
        try {
            return new Etcd(EtcdSettings.parse(text));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--datastore %s: choose sqlite, memory or etcd://HOST:PORT[,HOST:PORT…]"
                            .formatted(text),
                    e);
        }
    }

    /// @throws UsageException if it cannot be had, such as a file that another process holds
    default Store open(SkiffHome home, InstantSource clock) {
        try {
            return switch (this) {
                case Memory() -> new MemoryStore();
                case Sqlite() -> {
                    PemFiles.createPrivateDirectory(home.data());
                    yield SqliteStore.open(SqliteSettings.of(home.data().resolve(FILE)), clock);
                }
                case Etcd(var settings) -> EtcdStore.open(settings, clock);
            };
        } catch (StoreUnavailableException e) {
            String hint =
                    this instanceof Etcd ? ". Is etcd running there? --datastore names it." : "";
            throw new UsageException("the datastore cannot be opened: " + e.getMessage() + hint, e);
        }
    }
}
