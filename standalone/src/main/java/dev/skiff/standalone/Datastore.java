package dev.skiff.standalone;

import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import java.util.List;

/// What `--datastore` names.
sealed interface Datastore {
    /// In memory: gone when the process ends.
    record Memory() implements Datastore {}

    /// A file under the home directory.
    record Sqlite() implements Datastore {}

    /// A running etcd.
    record Etcd(List<String> endpoints) implements Datastore {
        public Etcd {
            endpoints = List.copyOf(endpoints);
        }
    }

    /// @throws UsageException if it names none
    static Datastore parse(String text) {
        if (text.equals("memory")) {
            return new Memory();
        }
        if (text.equals("sqlite")) {
            return new Sqlite();
        }
        if (text.startsWith("etcd://") && text.length() > "etcd://".length()) {
            return new Etcd(List.of(text.substring("etcd://".length()).split(",")));
        }
        throw new UsageException(
                "--datastore %s: choose sqlite, memory or etcd://HOST:PORT[,HOST:PORT…]"
                        .formatted(text));
    }

    default Store open(SkiffHome home) {
        return switch (this) {
            case Memory() -> new MemoryStore();
            case Sqlite() -> throw new UsageException("--datastore sqlite is not there yet");
            case Etcd(var _) -> throw new UsageException("--datastore etcd is not there yet");
        };
    }
}
