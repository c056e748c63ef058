package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;

/// Volumes, claims and classes of their attributes stay while somebody uses them.
final class InUseProtection implements AdmissionPlugin {
    private static final Map<Kind, String> FINALIZERS = finalizers();

    private static Map<Kind, String> finalizers() {
        Map<Kind, String> finalizers = new LinkedHashMap<>();
        finalizers.put(Kinds.PERSISTENT_VOLUME, "kubernetes.io/pv-protection");
        finalizers.put(Kinds.PERSISTENT_VOLUME_CLAIM, "kubernetes.io/pvc-protection");
        finalizers.put(Kinds.VOLUME_ATTRIBUTES_CLASS, "kubernetes.io/vac-protection");
        return finalizers;
    }

    @Override
    public void admit(AdmissionRequest request) {
        String finalizer = FINALIZERS.get(request.kind());
        boolean isNew = request.operation() == AdmissionRequest.Operation.CREATE;
        if (finalizer == null || !isNew) {
            return;
        }
        ObjectNode metadata = request.object().withObjectProperty("metadata");
        ArrayNode all =
                metadata.get("finalizers") instanceof ArrayNode given
                        ? given
                        : metadata.putArray("finalizers");
        for (JsonNode given : all) {
            if (given.asText().equals(finalizer)) {
                return;
            }
        }
        all.add(finalizer);
    }
}
