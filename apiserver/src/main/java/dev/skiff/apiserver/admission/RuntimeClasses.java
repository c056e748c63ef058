package dev.skiff.apiserver.admission;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.kind.Kinds;

/// Pods of a runtime class are refused: the kind is not served, so there is none.
final class RuntimeClasses implements AdmissionPlugin {
    @Override
    public void admit(AdmissionRequest request) {
        boolean isNewPod =
                request.operation() == AdmissionRequest.Operation.CREATE && request.isOf(Kinds.POD);
        if (isNewPod) {
            String name = request.object().at("/spec/runtimeClassName").asText("");
            if (!name.isEmpty()) {
                throw request.forbidden(
                        "pod rejected: RuntimeClass %s not found".formatted(GoText.quote(name)));
            }
        }
    }
}
