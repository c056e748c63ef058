package dev.skiff.apiserver.admission;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import java.util.List;
import java.util.Optional;

/// What the cluster holds, for decisions about one object.
public interface ClusterState {
    /// The object as last heard of, which may be a moment old; asked of the store when it was not
    /// heard of at all.
    ///
    /// @param namespace empty for cluster-scoped kinds
    Optional<StoredObject> find(Kind kind, String namespace, String name);

    /// Every object of a kind as last heard of, in order of their keys.
    List<StoredObject> all(Kind kind);

    /// As [#all], in one namespace.
    List<StoredObject> all(Kind kind, String namespace);
}
