package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreView;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.apiserver.store.etcd.EtcdView;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import dev.skiff.apiserver.store.sqlite.SqliteView;
import dev.skiff.standalone.usage.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// What `--datastore` names.
sealed interface Datastore {
    String FILE = "skiff.db";

    /// Of a command that nobody else waits for.
    Duration PATIENCE = Duration.ofSeconds(30);

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
            throw unopened(e);
        }
    }

    /// Which kind it is, in a word.
    default String name() {
        return switch (this) {
            case Memory() -> "memory";
            case Sqlite() -> "sqlite";
            case Etcd _ -> "etcd";
        };
    }

    /// What is in it, whether or not a cluster works with it.
    ///
    /// @throws UsageException if it cannot be had
    default StoreView view(SkiffHome home) {
        try {
            return switch (this) {
                case Memory() -> throw inMemory();
                case Sqlite() -> {
                    Path file = home.data().resolve(FILE);
                    if (!Files.exists(file)) {
                        throw new UsageException(
                                "there is no %s: if the cluster keeps its objects in etcd, say where with --datastore"
                                        .formatted(file));
                    }
                    yield SqliteView.open(file);
                }
                case Etcd(var settings) -> EtcdView.open(settings.waiting(PATIENCE));
            };
        } catch (StoreUnavailableException e) {
            throw unopened(e);
        }
    }

    /// To fill it from a backup.
    ///
    /// @throws UsageException if it cannot be had
    default RestoreTarget restoreTarget(SkiffHome home) {
        try {
            return switch (this) {
                case Memory() -> throw inMemory();
                case Sqlite() -> new RestoreTarget.Sqlite(home);
                case Etcd(var settings) -> RestoreTarget.Etcd.open(settings.waiting(PATIENCE));
            };
        } catch (StoreUnavailableException e) {
            throw unopened(e);
        }
    }

    private static UsageException inMemory() {
        return new UsageException(
                "--datastore memory: what is in memory is gone when its process ends; choose sqlite or etcd://HOST:PORT[,HOST:PORT…]");
    }

    private UsageException unopened(StoreUnavailableException e) {
        String hint = this instanceof Etcd ? ". Is etcd running there? --datastore names it." : "";
        return new UsageException("the datastore cannot be opened: " + e.getMessage() + hint, e);
    }
}
