package dev.skiff.client;

import dev.skiff.api.object.ObjectKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the objects of a [Lister] by something else than their key, such as the node they run on.
/// Readers from any thread; one writer.
public final class Index<T> {
    private final Function<T, List<String>> valuesOf;
    private final ConcurrentMap<String, ConcurrentSkipListMap<ObjectKey, T>> buckets =
            new ConcurrentHashMap<>();

    Index(Function<T, List<String>> valuesOf) {
        this.valuesOf = valuesOf;
    }

    /// The objects that have this value, in the order of their keys.
    public List<T> get(String value) {
        ConcurrentSkipListMap<ObjectKey, T> bucket = buckets.get(value);
        return bucket == null ? List.of() : List.copyOf(bucket.values());
    }

    void change(ObjectKey key, @Nullable T before, @Nullable T now) {
        List<String> had = before == null ? List.of() : valuesOf.apply(before);
        List<String> has = now == null ? List.of() : valuesOf.apply(now);
        if (now != null) {
            for (String value : has) {
                buckets.computeIfAbsent(value, _ -> new ConcurrentSkipListMap<>()).put(key, now);
            }
        }
        for (String value : had) {
            if (!has.contains(value)) {
                remove(value, key);
            }
        }
    }

    private void remove(String value, ObjectKey key) {
        ConcurrentSkipListMap<ObjectKey, T> bucket = buckets.get(value);
        if (bucket != null) {
            bucket.remove(key);
            if (bucket.isEmpty()) {
                buckets.remove(value);
            }
        }
    }
}
