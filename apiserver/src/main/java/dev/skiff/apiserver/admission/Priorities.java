package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The priority of a pod comes from its priority class alone: the one that it names, else the one
/// that is the default, else it is 0. There is one default, and the classes of the system stay.
final class Priorities implements AdmissionPlugin {
    private static final int STANDARD_VALUE = 0;
    private static final String STANDARD_POLICY = "PreemptLowerPriority";
    private static final List<String> DECIDED = List.of("priority", "preemptionPolicy");

    private final ClusterState cluster;

    Priorities(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        switch (request.operation()) {
            case CREATE -> {
                if (request.isOf(Kinds.POD)) {
                    prioritise(request);
                }
            }
            case UPDATE -> {
                if (request.isOf(Kinds.POD)) {
                    keep(request);
                }
            }
            case DELETE -> admitDeletion(request);
        }
    }

    @Override
    public void check(AdmissionRequest request) {
        boolean isDefault =
                request.operation() != AdmissionRequest.Operation.DELETE
                        && request.isOf(Kinds.PRIORITY_CLASS)
                        && isDefault(request.object());
        if (isDefault) {
            defaultClass().ifPresent(other -> requireSame(request, other));
        }
    }

    /// The one that is the default already.
    private static void requireSame(AdmissionRequest request, ObjectNode other) {
        String name = name(other);
        boolean isSame =
                request.operation() == AdmissionRequest.Operation.UPDATE
                        && name.equals(request.name());
        if (!isSame) {
            throw request.forbidden(
                    "PriorityClass %s is already marked as default. Only one default can exist"
                            .formatted(name));
        }
    }

    private static void admitDeletion(AdmissionRequest request) {
        if (request.isOf(Kinds.PRIORITY_CLASS)
                && SystemPriority.named(request.name()).isPresent()) {
            throw request.forbidden("this is a system priority class and cannot be deleted");
        }
    }

    private void prioritise(AdmissionRequest request) {
        ObjectNode spec = request.object().withObjectProperty("spec");
        Optional<ObjectNode> found = classOf(request, spec.path("priorityClassName").asText(""));
        found.ifPresent(chosen -> spec.put("priorityClassName", name(chosen)));
        int value = found.map(c -> c.path("value").asInt()).orElse(STANDARD_VALUE);
        JsonNode given = spec.path("priority");
        if (given.isNumber() && given.asInt() != value) {
            throw request.forbidden(
                    "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name"
                            .formatted(given.asInt(), value));
        }
        spec.put("priority", value);
        String policy =
                found.map(c -> c.path("preemptionPolicy").asText("")).orElse(STANDARD_POLICY);
        if (!policy.isEmpty()) {
            decidePolicy(request, spec, policy);
        }
    }

    private static void decidePolicy(AdmissionRequest request, ObjectNode spec, String policy) {
        JsonNode given = spec.path("preemptionPolicy");
        if (given.isTextual() && !given.textValue().equals(policy)) {
            throw request.forbidden(
                    "the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name"
                            .formatted(given.textValue(), policy));
        }
        spec.put("preemptionPolicy", policy);
    }

    private Optional<ObjectNode> classOf(AdmissionRequest request, String className) {
        if (className.isEmpty()) {
            return defaultClass();
        }
        Optional<ObjectNode> found =
                cluster.find(Kinds.PRIORITY_CLASS, "", className).map(StoredObject::tree);
        if (found.isEmpty()) {
            throw request.forbidden("no PriorityClass with name " + className + " was found");
        }
        return found;
    }

    /// Two that became the default at the same moment are told apart by their values: the smaller
    /// counts.
    private Optional<ObjectNode> defaultClass() {
        return cluster.all(Kinds.PRIORITY_CLASS).stream()
                .map(StoredObject::tree)
                .filter(Priorities::isDefault)
                .min(Comparator.comparingInt(c -> c.path("value").asInt()));
    }

    private static boolean isDefault(ObjectNode priorityClass) {
        return priorityClass.path("globalDefault").asBoolean();
    }

    private static String name(ObjectNode priorityClass) {
        return priorityClass.at("/metadata/name").asText();
    }

    /// A client that leaves out what it never set does not take it away.
    private static void keep(AdmissionRequest request) {
        ObjectNode spec = request.object().withObjectProperty("spec");
        JsonNode before = request.stored().map(o -> o.path("spec")).orElse(spec);
        for (String field : DECIDED) {
            if (!spec.hasNonNull(field) && before.hasNonNull(field)) {
                spec.set(field, before.get(field));
            }
        }
    }
}
