package dev.skiff.apiserver.cache;

import dev.skiff.apiserver.store.ForwardingStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreWatch;
import java.util.ArrayList;
import java.util.List;

/// A store whose watches can be broken off.
final class ForgetfulStore extends ForwardingStore {
    private final List<StoreListener> listeners = new ArrayList<>();
    private final List<StoreWatch> watches = new ArrayList<>();

    ForgetfulStore(Store inner) {
        super(inner);
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
}
