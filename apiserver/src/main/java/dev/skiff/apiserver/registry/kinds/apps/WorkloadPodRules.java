package dev.skiff.apiserver.registry.kinds.apps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.SortedMap;
import java.util.ArrayList;
import java.util.List;

/// What workloads demand of the pods they make: that they select them, and that these run on.
final class WorkloadPodRules {
    private WorkloadPodRules() {}

    static boolean isWellFormed(JsonNode selector) {
        List<FieldError> wrong = new ArrayList<>(0);
        LabelSelectorRules.check(selector, FieldPath.ROOT, wrong);
        return wrong.isEmpty();
    }

    static void notSelected(JsonNode template, FieldPath path, List<FieldError> errors) {
        errors.add(
                FieldError.invalid(
                        path.child("metadata").child("labels"),
                        SortedMap.of(Fields.at(template, "metadata", "labels")),
                        "`selector` does not match template `labels`"));
    }

    /// Such pods are always restarted, and have no deadline.
    static void runOn(JsonNode template, String kind, FieldPath path, List<FieldError> errors) {
        FieldPath pod = path.child("spec");
        FieldChecks.oneOf(
                Fields.text(template, "spec", "restartPolicy"),
                List.of("Always"),
                pod.child("restartPolicy"),
                errors);
        if (Fields.has(Fields.at(template, "spec"), "activeDeadlineSeconds")) {
            errors.add(
                    FieldError.forbidden(
                            pod.child("activeDeadlineSeconds"),
                            "activeDeadlineSeconds in %s is not Supported".formatted(kind)));
        }
    }
}
