package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// Objects in the store. What the cache has decoded already is not decoded again.
final class DurableObjects implements ObjectStore {
    private final Kind kind;
    private final Store store;
    private final WatchCache cache;

    DurableObjects(Store store, WatchCache cache) {
        this.kind = cache.kind();
        this.store = store;
        this.cache = cache;
    }

    @Override
    public Optional<StoredObject> read(String namespace, String name) {
        return store.get(kind.storageKey(namespace, name)).map(this::known);
    }

    @Override
    public WriteResult create(String namespace, String name, byte[] encoded) {
        return store.create(kind.storageKey(namespace, name), encoded);
    }

    @Override
    public WriteResult update(StoredObject stored, byte[] encoded) {
        return store.update(key(stored), encoded, stored.revision());
    }

    @Override
    public WriteResult delete(StoredObject stored) {
        return store.delete(key(stored), stored.revision());
    }

    private StoredObject known(StoreEntry entry) {
        String cacheKey = entry.key().substring(kind.storagePrefix().length());
        return cache.atLeast(0)
                .objects()
                .get(cacheKey)
                .map(CachedObject::object)
                .filter(object -> object.revision() == entry.revision())
                .orElseGet(() -> StoredObject.of(entry.value(), entry.revision()));
    }

    private String key(StoredObject stored) {
        return kind.storageKey(stored.key().namespace(), stored.key().name());
    }
}
