package dev.skiff.apiserver;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// A store in which somebody else can be faster, once.
final class RacingStore implements Store {
    private final Store inner;
    private Optional<Runnable> rival = Optional.empty();

    RacingStore(Store inner) {
        this.inner = inner;
    }

    /// Runs right before the next update.
    void raceOnce(Runnable newRival) {
        rival = Optional.of(newRival);
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        Optional<Runnable> first = rival;
        rival = Optional.empty();
        first.ifPresent(Runnable::run);
        return inner.update(key, value, expectedRevision);
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return inner.create(key, value);
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
    public void compact(long revision) {
        inner.compact(revision);
    }

    @Override
    public void close() {
        inner.close();
    }
}
