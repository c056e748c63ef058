package dev.skiff.apiserver.cache;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A store whose watches can be broken off.
final class ForgetfulStore implements Store {
    private final Store inner;
    private final List<StoreListener> listeners = new ArrayList<>();
    private final List<StoreWatch> watches = new ArrayList<>();

    ForgetfulStore(Store inner) {
        this.inner = inner;
    }

    /// Tells the listeners of so far nothing more.
    void silence() {
        watches.forEach(StoreWatch::close);
    }

    /// Tells the listeners of so far that they cannot go on.
    void breakOff() {
        List<StoreListener> broken = List.copyOf(listeners);
        listeners.clear();
        broken.forEach(listener -> listener.onCompacted(inner.revision()));
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        listeners.add(listener);
        StoreWatch watch = inner.watch(prefix, afterRevision, listener);
        watches.add(watch);
        return watch;
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
    public long revision() {
        return inner.revision();
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
