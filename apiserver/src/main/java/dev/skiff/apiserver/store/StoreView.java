package dev.skiff.apiserver.store;

/// What a store holds, for those that only read. Fails as [Store] does.
public interface StoreView extends AutoCloseable {
    /// Keys that begin with `prefix`, in order.
    ///
    /// @param startAfter only keys greater than this; empty: from the start of the prefix
    /// @param limit at most this many; 0: all
    /// @param revision the state as of that revision; 0: the latest
    RangeResult range(String prefix, String startAfter, int limit, long revision);

    /// The revision of the latest write, consistent: no write answered before this call has a
    /// greater one.
    long revision();

    @Override
    void close();
}
