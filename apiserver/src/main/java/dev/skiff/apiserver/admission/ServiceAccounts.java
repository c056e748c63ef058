package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import java.util.Optional;

/// Every pod runs as some service account of its namespace: `default` unless it says otherwise. One
/// that it names must exist. With a pod that names no secrets for pulling images go those of its
/// account, and with most pods a token of the account.
final class ServiceAccounts implements AdmissionPlugin {
    private static final String STANDARD = "default";

    private final ClusterState cluster;
    private final TokenMount token;

    ServiceAccounts(ClusterState cluster, TokenMount token) {
        this.cluster = cluster;
        this.token = token;
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
        Optional<StoredObject> account =
                cluster.find(Kinds.SERVICE_ACCOUNT, request.namespace(), name);
        if (account.isEmpty() && !name.equals(STANDARD)) {
            throw request.forbidden(
                    "error looking up service account %s/%s: serviceaccount \"%s\" not found"
                            .formatted(request.namespace(), name, name));
        }
        account.ifPresent(found -> takePullSecrets(spec, found));
        token.addTo(spec, account);
    }

    private static void takePullSecrets(ObjectNode spec, StoredObject account) {
        JsonNode secrets = account.tree().path("imagePullSecrets");
        if (spec.path("imagePullSecrets").isEmpty() && !secrets.isEmpty()) {
            spec.set("imagePullSecrets", secrets.deepCopy());
        }
    }
}
