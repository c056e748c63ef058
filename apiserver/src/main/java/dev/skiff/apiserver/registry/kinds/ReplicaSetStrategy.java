package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.ReplicaSetPrinter;
import java.util.List;
import java.util.Map;

/// ReplicaSets.
final class ReplicaSetStrategy extends WorkloadStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> PARTS =
            List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas");
    private static final List<String> COUNTS =
            List.of(
                    "replicas",
                    "fullyLabeledReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "observedGeneration");

    private final Privileged privileged;

    ReplicaSetStrategy(Privileged privileged) {
        super(Kinds.REPLICA_SET, new ReplicaSetPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode set) {
        Fields.defaultNumber(Fields.child(set, "spec"), "replicas", 1);
        TemplateRules.applyDefaults(set);
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode set) {
        long replicas = Fields.number(Fields.at(set, "status"), "replicas");
        return Map.of("status.replicas", Long.toString(replicas));
    }

    @Override
    void checkSpec(JsonNode spec, List<FieldError> errors) {
        FieldChecks.nonNegative(spec, "replicas", SPEC, errors);
        FieldChecks.nonNegative(spec, "minReadySeconds", SPEC, errors);
        TemplateRules.check(spec, privileged, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        TemplateRules.counts(Fields.at(updated, "status"), COUNTS, PARTS, "readyReplicas", errors);
    }
}
