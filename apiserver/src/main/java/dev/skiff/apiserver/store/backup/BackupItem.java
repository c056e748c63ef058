package dev.skiff.apiserver.store.backup;

import dev.skiff.apiserver.store.StoreEntry;

/// One line of a backup between its first and its last.
public sealed interface BackupItem {
    /// A certificate, key or secret of the cluster.
    record Secret(String name, String text) implements BackupItem {}

    /// A key of the store.
    record StoredKey(StoreEntry entry) implements BackupItem {}
}
