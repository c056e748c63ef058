package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.request.UserInfo;
import java.util.Optional;

/// A write on its way: what it is on, for whom, how, and what its caller is to be warned of.
///
/// @param namespace empty for cluster-scoped kinds
/// @param name empty for a creation, whose object names itself
record WriteContext(
        Resource resource,
        String namespace,
        String name,
        UserInfo user,
        WriteOptions options,
        Warnings warnings) {
    static WriteContext of(ResourceRequest request, WriteOptions options) {
        return new WriteContext(
                request.resource(),
                request.namespace(),
                request.name(),
                request.user(),
                options,
                new Warnings());
    }

    Kind kind() {
        return resource.kind();
    }

    ResourceStrategy strategy() {
        return resource.strategy();
    }

    ObjectStore objects() {
        return resource.objects(options);
    }

    Optional<dev.skiff.api.object.StoredObject> read() {
        return objects().read(namespace, name);
    }
}
