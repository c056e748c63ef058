package dev.skiff.client;

import dev.skiff.api.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The local copy of a kind that an [Informer] keeps. Read from any thread without waiting; always
/// in the order of keys. Objects are shared and immutable by agreement.
public final class Lister<T> {
    private record Held<T>(T object, long revision) {}

    private final NavigableMap<ObjectKey, Held<T>> objects = new ConcurrentSkipListMap<>();
    private final List<Index<T>> indexes = new CopyOnWriteArrayList<>();
    private final List<Runnable> onSynced = new CopyOnWriteArrayList<>();
    private volatile long revision;
    private volatile boolean synced;

    Lister() {}

    public Optional<T> get(ObjectKey key) {
        Held<T> held = objects.get(key);
        return held == null ? Optional.empty() : Optional.of(held.object());
    }

    public List<T> list() {
        List<T> all = new ArrayList<>();
        objects.values().forEach(held -> all.add(held.object()));
        return all;
    }

    public List<T> inNamespace(String namespace) {
        List<T> found = new ArrayList<>();
        for (Map.Entry<ObjectKey, Held<T>> entry :
                objects.tailMap(new ObjectKey(namespace, "\0")).entrySet()) {
            if (!entry.getKey().namespace().equals(namespace)) {
                break;
            }
            found.add(entry.getValue().object());
        }
        return found;
    }

    public List<ObjectKey> keys() {
        return List.copyOf(objects.keySet());
    }

    public int size() {
        return objects.size();
    }

    /// Adds an index. Only before the first object has come.
    ///
    /// @param valuesOf what the index finds an object by; often none or one
    public Index<T> index(Function<T, List<String>> valuesOf) {
        if (!objects.isEmpty()) {
            throw new IllegalStateException("index added after " + objects.size() + " objects");
        }
        Index<T> index = new Index<>(valuesOf);
        indexes.add(index);
        return index;
    }

    /// Whether the copy has been complete at some time.
    public boolean hasSynced() {
        return synced;
    }

    /// Every write up to this revision of the store is in the copy; 0 before it first was complete.
    public long revision() {
        return revision;
    }

    /// Runs `callback`, which must not block, once the copy is complete.
    public void whenSynced(Runnable callback) {
        onSynced.add(callback);
        if (synced) {
            callback.run();
        }
    }

    /// The revision at which the object was written, or 0 if it isn't held.
    long heldRevision(ObjectKey key) {
        Held<T> held = objects.get(key);
        return held == null ? 0 : held.revision();
    }

    @Nullable T put(ObjectKey key, T object, long objectRevision) {
        Held<T> before = objects.put(key, new Held<>(object, objectRevision));
        T old = before == null ? null : before.object();
        indexes.forEach(index -> index.change(key, old, object));
        return old;
    }

    @Nullable T remove(ObjectKey key) {
        Held<T> before = objects.remove(key);
        if (before == null) {
            return null;
        }
        indexes.forEach(index -> index.change(key, before.object(), null));
        return before.object();
    }

    NavigableSet<ObjectKey> copyOfKeys() {
        return new TreeSet<>(objects.keySet());
    }

    void reached(long newRevision) {
        revision = Math.max(revision, newRevision);
    }

    void markSynced() {
        if (!synced) {
            synced = true;
            onSynced.forEach(Runnable::run);
        }
    }
}
