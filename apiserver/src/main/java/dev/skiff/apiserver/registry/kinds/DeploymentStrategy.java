package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.DeploymentPrinter;
import java.util.List;

/// Deployments.
final class DeploymentStrategy extends WorkloadStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> PARTS =
            List.of("updatedReplicas", "readyReplicas", "availableReplicas");
    private static final List<String> COUNTS =
            List.of(
                    "observedGeneration",
                    "replicas",
                    "updatedReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "unavailableReplicas",
                    "collisionCount");

    private final Privileged privileged;

    DeploymentStrategy(Privileged privileged) {
        super(Kinds.DEPLOYMENT, new DeploymentPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode deployment) {
        ObjectNode spec = Fields.child(deployment, "spec");
        Fields.defaultNumber(spec, "replicas", 1);
        Fields.defaultNumber(spec, "revisionHistoryLimit", 10);
        Fields.defaultNumber(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Fields.child(spec, "strategy");
        Fields.defaultText(strategy, "type", "RollingUpdate");
        if (Fields.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Fields.child(strategy, "rollingUpdate");
            for (String limit : List.of("maxUnavailable", "maxSurge")) {
                if (!Fields.has(rolling, limit)) {
                    rolling.put(limit, "25%");
                }
            }
        }
        TemplateRules.applyDefaults(deployment);
    }

    /// Labels belong to whoever deploys.
    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        ObjectNode metadata = Fields.child(updated, "metadata");
        JsonNode labels = Fields.at(stored, "metadata", "labels");
        if (labels.isMissingNode()) {
            metadata.remove("labels");
        } else {
            metadata.set("labels", labels.deepCopy());
        }
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("metadata", "labels"));
    }

    @Override
    public List<String> metadataOfGeneration() {
        return List.of("annotations");
    }

    @Override
    void checkSpec(JsonNode spec, List<FieldError> errors) {
        FieldChecks.nonNegative(spec, "replicas", SPEC, errors);
        TemplateRules.check(spec, privileged, errors);
        RolloutRules.check(Fields.at(spec, "strategy"), SPEC.child("strategy"), errors);
        FieldChecks.nonNegative(spec, "minReadySeconds", SPEC, errors);
        FieldChecks.nonNegative(spec, "revisionHistoryLimit", SPEC, errors);
        if (Fields.has(spec, "progressDeadlineSeconds")) {
            FieldChecks.nonNegative(spec, "progressDeadlineSeconds", SPEC, errors);
            long deadline = Fields.number(spec, "progressDeadlineSeconds");
            if (deadline <= Fields.number(spec, "minReadySeconds")) {
                errors.add(
                        FieldError.invalid(
                                SPEC.child("progressDeadlineSeconds"),
                                deadline,
                                "must be greater than minReadySeconds"));
            }
        }
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        JsonNode status = Fields.at(updated, "status");
        TemplateRules.counts(status, COUNTS, PARTS, "readyReplicas", errors);
        TemplateRules.collisions(updated, stored, errors);
    }
}
