package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;

/// Every pod runs as some service account of its namespace: `default` unless it says otherwise. One
/// that it names must exist.
final class ServiceAccountNames implements AdmissionPlugin {
    private static final String STANDARD = "default";

    private final ClusterState cluster;

    ServiceAccountNames(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isNewPod =
                request.operation() == AdmissionRequest.Operation.CREATE && request.isOf(Kinds.POD);
        if (!isNewPod) {
            return;
        }
        ObjectNode spec = request.object().withObjectProperty("spec");
        String given = spec.path("serviceAccountName").asText("");
        String name = given.isEmpty() ? STANDARD : given;
        spec.put("serviceAccountName", name).put("serviceAccount", name);
        boolean isThere =
                name.equals(STANDARD)
                        || cluster.find(Kinds.SERVICE_ACCOUNT, request.namespace(), name)
                                .isPresent();
        if (!isThere) {
            throw request.forbidden(
                    "error looking up service account %s/%s: serviceaccount \"%s\" not found"
                            .formatted(request.namespace(), name, name));
        }
    }
}
