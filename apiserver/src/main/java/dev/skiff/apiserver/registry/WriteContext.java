package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.admission.AdmissionRequest;
import dev.skiff.apiserver.service.Reservations;
import dev.skiff.apiserver.store.WriteResult;
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
                request.warnings());
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

    Optional<StoredObject> read() {
        return objects().read(namespace, name);
    }

    /// Ends a hold as the write ended. Of a write that was never answered the hold is left alone:
    /// nobody knows whether it is needed.
    void settle(Reservations.Hold hold, WriteResult result) {
        if (result instanceof WriteResult.Written && !options.isDryRun()) {
            hold.keep();
        } else {
            hold.drop();
        }
    }

    /// What is asked of admission for a creation, or a deletion of `object`.
    AdmissionRequest admission(AdmissionRequest.Operation operation, ObjectNode object) {
        return new AdmissionRequest(
                operation,
                kind(),
                "",
                namespace,
                ObjectMeta.of(object).name(),
                object,
                Optional.empty(),
                user,
                warnings::add);
    }

    /// What is asked of admission for a change of `stored` to `updated`.
    AdmissionRequest admission(String subresource, ObjectNode updated, ObjectNode stored) {
        return new AdmissionRequest(
                AdmissionRequest.Operation.UPDATE,
                kind(),
                subresource,
                namespace,
                name,
                updated,
                Optional.of(stored),
                user,
                warnings::add);
    }
}
