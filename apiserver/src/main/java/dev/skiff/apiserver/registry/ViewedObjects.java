package dev.skiff.apiserver.registry;

import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// Objects of a kind that is a view of another one's, which has them.
///
/// @param stored the objects as they are stored
record ViewedObjects(ObjectStore stored, KindView view) implements ObjectStore {
    @Override
    public Optional<StoredObject> read(String namespace, String name) {
        return stored.read(namespace, name)
                .map(o -> StoredObject.of(view.show(o.encoded()), o.revision()));
    }

    @Override
    public WriteResult create(String namespace, String name, byte[] encoded) {
        return stored.create(namespace, name, view.store(encoded));
    }

    @Override
    public WriteResult update(StoredObject object, byte[] encoded) {
        return stored.update(object, view.store(encoded));
    }

    @Override
    public WriteResult delete(StoredObject object) {
        return stored.delete(object);
    }
}
