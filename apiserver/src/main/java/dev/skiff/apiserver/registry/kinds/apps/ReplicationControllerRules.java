package dev.skiff.apiserver.registry.kinds.apps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Map;

/// The spec of a ReplicationController, whose selector is a plain map of labels.
public final class ReplicationControllerRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath TEMPLATE = SPEC.child("template");

    private ReplicationControllerRules() {}

    public static void check(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        JsonNode selector = Fields.at(spec, "selector");
        JsonNode template = Fields.at(spec, "template");
        FieldChecks.nonNegative(spec, "minReadySeconds", SPEC, errors);
        if (selector.isEmpty()) {
            errors.add(FieldError.required(SPEC.child("selector"), ""));
        }
        FieldChecks.nonNegative(spec, "replicas", SPEC, errors);
        if (!template.isObject()) {
            errors.add(FieldError.required(TEMPLATE, ""));
            return;
        }
        if (!selects(selector, Fields.at(template, "metadata", "labels"))) {
            WorkloadPodRules.notSelected(template, TEMPLATE, errors);
        }
        PodTemplateRules.check(template, TEMPLATE, privileged, errors);
        WorkloadPodRules.runOn(template, "ReplicationController", TEMPLATE, errors);
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        for (Map.Entry<String, JsonNode> wanted : Fields.entries(selector)) {
            if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
