package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.quantity.Quantity;
import java.util.Map;
import java.util.Optional;

/// A new pod takes the overhead of its runtime class, and goes only where that class can run. A pod
/// has no other overhead than its class's.
final class RuntimeClasses implements AdmissionPlugin {
    private final ClusterState cluster;

    RuntimeClasses(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        if (isNewPod(request)) {
            classOf(request).ifPresent(runtime -> follow(runtime, request));
        }
    }

    @Override
    public void check(AdmissionRequest request) {
        if (!isNewPod(request)) {
            return;
        }
        Optional<JsonNode> wanted = classOf(request).flatMap(RuntimeClasses::overhead);
        JsonNode given = request.object().at("/spec/overhead");
        if (wanted.isPresent()) {
            requireSameOverhead(request, wanted.get(), given);
        } else if (given.isObject()) {
            throw request.forbidden(
                    "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }
    }

    private static boolean isNewPod(AdmissionRequest request) {
        return request.operation() == AdmissionRequest.Operation.CREATE && request.isOf(Kinds.POD);
    }

    private Optional<ObjectNode> classOf(AdmissionRequest request) {
        JsonNode name = request.object().at("/spec/runtimeClassName");
        if (!name.isTextual()) {
            return Optional.empty();
        }
        Optional<ObjectNode> found =
                cluster.find(Kinds.RUNTIME_CLASS, "", name.textValue()).map(StoredObject::tree);
        if (found.isEmpty()) {
            throw request.forbidden(
                    "pod rejected: RuntimeClass %s not found"
                            .formatted(GoText.quote(name.textValue())));
        }
        return found;
    }

    private static Optional<JsonNode> overhead(ObjectNode runtime) {
        JsonNode overhead = runtime.path("overhead");
        return overhead.isObject() ? Optional.of(overhead.path("podFixed")) : Optional.empty();
    }

    private static void follow(ObjectNode runtime, AdmissionRequest request) {
        ObjectNode spec = request.object().withObjectProperty("spec");
        overhead(runtime).ifPresent(overhead -> addOverhead(request, overhead, spec));
        JsonNode scheduling = runtime.path("scheduling");
        if (scheduling.isObject()) {
            select(scheduling.path("nodeSelector"), spec, request);
            tolerate(scheduling.path("tolerations"), spec);
        }
    }

    private static void addOverhead(AdmissionRequest request, JsonNode overhead, ObjectNode spec) {
        if (spec.hasNonNull("overhead")) {
            requireSameOverhead(request, overhead, spec.get("overhead"));
        }
        if (!overhead.isEmpty()) {
            spec.set("overhead", overhead.deepCopy());
        }
    }

    private static void requireSameOverhead(
            AdmissionRequest request, JsonNode wanted, JsonNode given) {
        boolean isSame = wanted.size() == given.size();
        for (Map.Entry<String, JsonNode> amount : wanted.properties()) {
            JsonNode other = given.path(amount.getKey());
            isSame &= other.isTextual() && isSame(amount.getValue(), other);
        }
        if (!isSame) {
            throw request.forbidden(
                    "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return Quantity.of(one.asText()).compareTo(Quantity.of(other.asText())) == 0;
    }

    private static void select(JsonNode wanted, ObjectNode spec, AdmissionRequest request) {
        for (Map.Entry<String, JsonNode> label : wanted.properties()) {
            String key = label.getKey();
            ObjectNode selector = spec.withObjectProperty("nodeSelector");
            JsonNode given = selector.path(key);
            if (!given.isMissingNode() && !given.equals(label.getValue())) {
                throw request.forbidden(
                        "conflict: runtimeClass.scheduling.nodeSelector[%s] = %s; pod.spec.nodeSelector[%s] = %s"
                                .formatted(key, label.getValue().asText(), key, given.asText()));
            }
            selector.set(key, label.getValue());
        }
    }

    private static void tolerate(JsonNode wanted, ObjectNode spec) {
        ArrayNode merged = TolerationMerge.of(spec.path("tolerations"), wanted);
        if (merged.isEmpty()) {
            spec.remove("tolerations");
        } else {
            spec.set("tolerations", merged);
        }
    }
}
