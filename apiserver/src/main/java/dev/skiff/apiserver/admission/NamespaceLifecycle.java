package dev.skiff.apiserver.admission;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.StatusCause;
import java.util.List;
import java.util.Optional;

/// Nothing is created in a namespace that isn't there or is going, nothing changed in one that
/// isn't there, and some namespaces stay.
final class NamespaceLifecycle implements AdmissionPlugin {
    private static final List<String> IMMORTAL = List.of("default", "kube-system", "kube-public");

    private final ClusterState cluster;

    NamespaceLifecycle(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        switch (request.operation()) {
            case CREATE -> admitCreation(request);
            case DELETE -> admitDeletion(request);
            case UPDATE -> namespace(request);
        }
    }

    private static void admitDeletion(AdmissionRequest request) {
        if (request.isOf(Kinds.NAMESPACE) && IMMORTAL.contains(request.name())) {
            throw request.forbidden("this namespace may not be deleted");
        }
    }

    private void admitCreation(AdmissionRequest request) {
        Optional<StoredObject> namespace = namespace(request);
        if (namespace.isPresent()
                && namespace.get().tree().at("/metadata").hasNonNull("deletionTimestamp")) {
            throw terminating(request, request.namespace());
        }
    }

    /// Empty for what is in none.
    private Optional<StoredObject> namespace(AdmissionRequest request) {
        if (!request.kind().isNamespaced()) {
            return Optional.empty();
        }
        Optional<StoredObject> namespace = cluster.find(Kinds.NAMESPACE, "", request.namespace());
        if (namespace.isEmpty()) {
            throw ApiException.notFound(Kinds.NAMESPACE, request.namespace());
        }
        return namespace;
    }

    private static ApiException terminating(AdmissionRequest request, String name) {
        ApiException refusal =
                request.forbidden(
                        "unable to create new content in namespace "
                                + name
                                + " because it is being terminated");
        StatusCause cause =
                new StatusCause(
                        "NamespaceTerminating",
                        "namespace " + name + " is being terminated",
                        "metadata.namespace");
        return new ApiException(refusal.status().withCauses(List.of(cause)));
    }
}
