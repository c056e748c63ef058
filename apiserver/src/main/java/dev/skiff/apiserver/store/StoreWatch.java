package dev.skiff.apiserver.store;

/// A running watch. Survives lost connections on its own.
public interface StoreWatch extends AutoCloseable {
    /// No call to the listener begins after this returns. Never waits for one in progress, so it
    /// may be called with any lock held.
    @Override
    void close();
}
