package dev.skiff.apiserver.store;

/// Fills a place with the keys of another store. Nobody can use what is there before [#finish].
///
/// Afterwards the store goes on after a revision that was named when this was opened: everything
/// written later has a greater one, and everything before it is history that is forgotten.
public interface StoreRestore extends AutoCloseable {
    /// @param entry each key once; its revision is kept where the store numbers its writes itself
    void put(StoreEntry entry);

    /// When this returns, all of it is durable and can be used.
    void finish();

    /// Without [#finish] before, it leaves nothing that could be used.
    @Override
    void close();
}
