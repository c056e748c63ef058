package dev.skiff.apiserver.store;

/// One write, as a watch tells it.
public sealed interface StoreEvent {
    String key();

    long revision();

    record Put(String key, byte[] value, long revision) implements StoreEvent {
        StoreEntry entry() {
            return new StoreEntry(key, value, revision);
        }
    }

    record Delete(String key, long revision) implements StoreEvent {}
}
