package dev.skiff.apiserver.registry;

import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// Objects that are read but never written: a write answers what it would have.
record DryRunObjects(ObjectStore real) implements ObjectStore {
    @Override
    public Optional<StoredObject> read(String namespace, String name) {
        return real.read(namespace, name);
    }

    @Override
    public WriteResult create(String namespace, String name, byte[] encoded) {
        return real.read(namespace, name).isPresent()
                ? new WriteResult.AlreadyExists()
                : new WriteResult.Written(0);
    }

    @Override
    public WriteResult update(StoredObject stored, byte[] encoded) {
        return new WriteResult.Written(stored.revision());
    }

    @Override
    public WriteResult delete(StoredObject stored) {
        return new WriteResult.Written(stored.revision());
    }
}
