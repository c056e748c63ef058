package dev.skiff.apiserver.store;

import java.util.Optional;

/// A store that hands everything on to another, for those that change one thing of it.
public abstract class ForwardingStore implements Store {
    protected final Store inner;

    protected ForwardingStore(Store inner) {
        this.inner = inner;
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return inner.create(key, value);
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        return inner.update(key, value, expectedRevision);
    }

    @Override
    public WriteResult delete(String key, long expectedRevision) {
        return inner.delete(key, expectedRevision);
    }

    @Override
    public Optional<StoreEntry> get(String key) {
        return inner.get(key);
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        return inner.range(prefix, startAfter, limit, revision);
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        return inner.watch(prefix, afterRevision, listener);
    }

    @Override
    public long revision() {
        return inner.revision();
    }

    @Override
    public long resumableFrom() {
        return inner.resumableFrom();
    }

    @Override
    public void compact(long revision) {
        inner.compact(revision);
    }

    @Override
    public void close() {
        inner.close();
    }
}
