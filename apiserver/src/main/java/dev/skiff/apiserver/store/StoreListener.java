package dev.skiff.apiserver.store;

import java.util.List;

/// Hears the writes under a prefix. Called by one thread at a time; must not block nor call the
/// store.
public interface StoreListener {
    /// One or more writes in order of revision. Writes of one revision come together.
    void onEvents(List<StoreEvent> events);

    /// Every write up to `revision` has been told. Comes after events, and also soon after writes
    /// elsewhere in the store.
    void onProgress(long revision);

    /// The watch cannot be continued from where it was; nothing follows. Read anew.
    ///
    /// @param oldest the oldest revision a watch may start after
    void onCompacted(long oldest);
}
