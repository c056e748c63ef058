package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;

/// Pods stay for a while on a node that is not ready or cannot be reached, unless they say for
/// themselves how long.
public final class DefaultTolerations implements AdmissionPlugin {
    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    private final int notReadySeconds;
    private final int unreachableSeconds;

    public DefaultTolerations(int notReadySeconds, int unreachableSeconds) {
        this.notReadySeconds = notReadySeconds;
        this.unreachableSeconds = unreachableSeconds;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isPodWrite =
                request.operation() != AdmissionRequest.Operation.DELETE && request.isOf(Kinds.POD);
        if (isPodWrite) {
            ObjectNode spec = request.object().withObjectProperty("spec");
            boolean toleratesUnreachable = isTolerated(spec, UNREACHABLE);
            if (!isTolerated(spec, NOT_READY)) {
                add(spec, NOT_READY, notReadySeconds);
            }
            if (!toleratesUnreachable) {
                add(spec, UNREACHABLE, unreachableSeconds);
            }
        }
    }

    private static boolean isTolerated(ObjectNode spec, String taint) {
        for (JsonNode toleration : spec.path("tolerations")) {
            String key = toleration.path("key").asText("");
            String effect = toleration.path("effect").asText("");
            boolean hasKey = key.isEmpty() || key.equals(taint);
            if (hasKey && (effect.isEmpty() || effect.equals("NoExecute"))) {
                return true;
            }
        }
        return false;
    }

    private static void add(ObjectNode spec, String taint, int seconds) {
        ArrayNode tolerations = spec.withArrayProperty("tolerations");
        tolerations
                .addObject()
                .put("key", taint)
                .put("operator", "Exists")
                .put("effect", "NoExecute")
                .put("tolerationSeconds", seconds);
    }
}
