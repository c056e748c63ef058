package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;

/// No pod is to be placed on a node of which nobody has said that it is ready. The node controller
/// takes the taint away when the node is.
final class NewNodeTaint implements AdmissionPlugin {
    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final String EFFECT = "NoSchedule";

    @Override
    public void admit(AdmissionRequest request) {
        boolean isNewNode =
                request.operation() == AdmissionRequest.Operation.CREATE
                        && request.isOf(Kinds.NODE);
        if (isNewNode) {
            ObjectNode spec = request.object().withObjectProperty("spec");
            if (!isTainted(spec)) {
                spec.withArrayProperty("taints")
                        .addObject()
                        .put("key", NOT_READY)
                        .put("effect", EFFECT);
            }
        }
    }

    private static boolean isTainted(ObjectNode spec) {
        for (JsonNode taint : spec.path("taints")) {
            if (taint.path("key").asText().equals(NOT_READY)
                    && taint.path("effect").asText().equals(EFFECT)) {
                return true;
            }
        }
        return false;
    }
}
