package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import java.util.Map;

/// The priority of a pod comes from its priority class alone. Classes of the user's own are not
/// served yet; those that come with every cluster are known.
final class PodPriority implements AdmissionPlugin {
    private static final Map<String, Integer> CLASSES =
            Map.of(
                    "", 0,
                    "system-cluster-critical", 2_000_000_000,
                    "system-node-critical", 2_000_001_000);

    @Override
    public void admit(AdmissionRequest request) {
        if (!request.isOf(Kinds.POD)) {
            return;
        }
        switch (request.operation()) {
            case CREATE -> prioritise(request);
            case UPDATE -> keep(request);
            case DELETE -> {}
        }
    }

    private static void prioritise(AdmissionRequest request) {
        ObjectNode spec = request.object().withObjectProperty("spec");
        String className = spec.path("priorityClassName").asText("");
        Integer priority = CLASSES.get(className);
        if (priority == null) {
            throw request.forbidden("no PriorityClass with name " + className + " was found");
        }
        JsonNode given = spec.path("priority");
        if (given.isNumber() && given.asInt() != priority) {
            throw request.forbidden(
                    "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name"
                            .formatted(given.asInt(), priority));
        }
        spec.put("priority", priority);
        if (!spec.hasNonNull("preemptionPolicy")) {
            spec.put("preemptionPolicy", "PreemptLowerPriority");
        }
    }

    /// A client that leaves out what it never set does not take it away.
    private static void keep(AdmissionRequest request) {
        ObjectNode spec = request.object().withObjectProperty("spec");
        JsonNode before = request.stored().map(o -> o.path("spec")).orElse(spec);
        for (String field : new String[] {"priority", "preemptionPolicy"}) {
            if (!spec.hasNonNull(field) && before.hasNonNull(field)) {
                spec.set(field, before.get(field));
            }
        }
    }
}
