package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import java.util.List;

/// Pods stay for a while on a node that is not ready or cannot be reached, unless they say for
/// themselves how long.
final class DefaultTolerations implements AdmissionPlugin {
    private static final List<String> TAINTS =
            List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private final int seconds;

    DefaultTolerations(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isPodWrite =
                request.operation() != AdmissionRequest.Operation.DELETE && request.isOf(Kinds.POD);
        if (isPodWrite) {
            ObjectNode spec = request.object().withObjectProperty("spec");
            List<String> missing =
                    TAINTS.stream().filter(taint -> !isTolerated(spec, taint)).toList();
            missing.forEach(taint -> add(spec, taint));
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

    private void add(ObjectNode spec, String taint) {
        ArrayNode tolerations = spec.withArrayProperty("tolerations");
        tolerations
                .addObject()
                .put("key", taint)
                .put("operator", "Exists")
                .put("effect", "NoExecute")
                .put("tolerationSeconds", seconds);
    }
}
