package dev.skiff.client;

/// Moves one object closer to its spec. Idempotent; may run after any crash, and never twice at
/// once for one key.
@FunctionalInterface
public interface Reconciler<K> {
    /// @throws OutsideWorldException if the world failed; the key is tried again with back-off
    Outcome reconcile(K key);
}
