package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// What an autoscaler may ask for.
public final class AutoscalerRules {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private AutoscalerRules() {}

    public static void ofNew(ObjectNode autoscaler, List<FieldError> errors) {
        JsonNode spec = Fields.at(autoscaler, "spec");
        bounds(spec, 1, errors);
        TargetRules.scaled(Fields.at(spec, "scaleTargetRef"), SPEC.child("scaleTargetRef"), errors);
        metrics(spec, TargetRules.ANY_GROUP, errors);
        BehaviorRules.check(Fields.at(spec, "behavior"), SPEC.child("behavior"), errors);
    }

    /// What was wrong before may stay as it is.
    public static void ofChange(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode spec = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        boolean wasZero =
                Fields.has(before, "minReplicas") && Fields.number(before, "minReplicas") == 0;
        bounds(spec, wasZero ? 0 : 1, errors);
        JsonNode target = Fields.at(spec, "scaleTargetRef");
        FieldPath path = SPEC.child("scaleTargetRef");
        if (TargetRules.areOfOneKind(target, Fields.at(before, "scaleTargetRef"))) {
            TargetRules.check(target, TargetRules.ANY_VERSION, path, errors);
        } else {
            TargetRules.scaled(target, path, errors);
        }
        metrics(spec, objectVersions(before), errors);
        BehaviorRules.check(Fields.at(spec, "behavior"), SPEC.child("behavior"), errors);
    }

    private static TargetRules.Versions objectVersions(JsonNode before) {
        boolean wasWrong =
                Fields.at(before, "metrics")
                        .valueStream()
                        .filter(metric -> Fields.text(metric, "type").equals("Object"))
                        .map(metric -> Fields.at(metric, "object", "describedObject"))
                        .anyMatch(TargetRules::hasMalformedVersion);
        return wasWrong ? TargetRules.ANY_VERSION : TargetRules.ANY_GROUP;
    }

    private static void bounds(JsonNode spec, long lowest, List<FieldError> errors) {
        boolean hasMin = Fields.has(spec, "minReplicas");
        long min = Fields.number(spec, "minReplicas");
        long max = Fields.number(spec, "maxReplicas");
        FieldPath maxPath = SPEC.child("maxReplicas");
        if (hasMin && min < lowest) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("minReplicas"),
                            min,
                            "must be greater than or equal to " + lowest));
        }
        if (max == 0) {
            errors.add(FieldError.required(maxPath, "must be set and greater than 0"));
        } else if (max < 0) {
            errors.add(FieldError.invalid(maxPath, max, "must be greater than 0"));
        }
        if (hasMin && max < min) {
            errors.add(
                    FieldError.invalid(
                            maxPath, max, "must be greater than or equal to `minReplicas`"));
        }
    }

    private static void metrics(
            JsonNode spec, TargetRules.Versions versions, List<FieldError> errors) {
        JsonNode metrics = Fields.at(spec, "metrics");
        FieldPath path = SPEC.child("metrics");
        int i = 0;
        for (JsonNode metric : metrics) {
            MetricRules.check(metric, versions, path.index(i++), errors);
        }
        boolean sleeps = Fields.has(spec, "minReplicas") && Fields.number(spec, "minReplicas") == 0;
        boolean canWake =
                metrics.valueStream()
                        .map(metric -> Fields.text(metric, "type"))
                        .anyMatch(type -> type.equals("Object") || type.equals("External"));
        if (sleeps && !canWake) {
            errors.add(
                    FieldError.forbidden(
                            path,
                            "must specify at least one Object or External metric to support scaling"
                                    + " to zero replicas"));
        }
    }
}
