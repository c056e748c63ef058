package dev.skiff.apiserver.registry;

import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// One kind's objects as verbs read and write them: really, or for a dry run only as if.
interface ObjectStore {
    /// The latest state.
    Optional<StoredObject> read(String namespace, String name);

    /// As [dev.skiff.apiserver.store.Store#create]; a dry run answers revision 0.
    WriteResult create(String namespace, String name, byte[] encoded);

    /// As [dev.skiff.apiserver.store.Store#update]; a dry run answers the revision that is there.
    WriteResult update(StoredObject stored, byte[] encoded);

    /// As [dev.skiff.apiserver.store.Store#delete]; a dry run answers the revision that is there.
    WriteResult delete(StoredObject stored);
}
