package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.PodDefaults;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.SortedMap;
import java.util.ArrayList;
import java.util.List;

/// What workloads share: a selector, and a template of pods that it must select.
final class TemplateRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath TEMPLATE = SPEC.child("template");

    private TemplateRules() {}

    static void applyDefaults(ObjectNode workload) {
        ObjectNode template = Fields.child(Fields.child(workload, "spec"), "template");
        PodDefaults.ofSpec(Fields.child(template, "spec"));
    }

    /// The selector, then the template against it.
    static void check(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        JsonNode selector = Fields.at(spec, "selector");
        FieldPath path = SPEC.child("selector");
        int before = errors.size();
        if (!selector.isObject()) {
            errors.add(FieldError.required(path, ""));
        } else {
            LabelSelectorRules.check(selector, path, errors);
            if (LabelSelectorRules.isEmpty(selector)) {
                errors.add(
                        FieldError.invalid(
                                path, shown(selector), "empty selector is invalid for deployment"));
            }
        }
        boolean isMalformed =
                selector.isObject()
                        && errors.size() > before
                        && !LabelSelectorRules.isEmpty(selector);
        if (isMalformed) {
            errors.add(FieldError.invalid(path, shown(selector), "invalid label selector"));
        } else {
            template(Fields.at(spec, "template"), selector, privileged, errors);
        }
    }

    static JsonNode shown(JsonNode selector) {
        return InternalForm.of("~LabelSelector", selector);
    }

    private static void template(
            JsonNode template, JsonNode selector, Privileged privileged, List<FieldError> errors) {
        JsonNode labels = Fields.at(template, "metadata", "labels");
        boolean selectsAll = selector.isObject() && LabelSelectorRules.isEmpty(selector);
        if (!selectsAll && !LabelSelectorRules.matches(selector, labels)) {
            errors.add(
                    FieldError.invalid(
                            TEMPLATE.child("metadata").child("labels"),
                            SortedMap.of(labels),
                            "`selector` does not match template `labels`"));
        }
        PodTemplateRules.check(template, TEMPLATE, privileged, errors);
        FieldPath pod = TEMPLATE.child("spec");
        String policy = Fields.text(template, "spec", "restartPolicy");
        FieldChecks.oneOf(policy, List.of("Always"), pod.child("restartPolicy"), errors);
        if (Fields.has(Fields.at(template, "spec"), "activeDeadlineSeconds")) {
            errors.add(
                    FieldError.forbidden(
                            pod.child("activeDeadlineSeconds"),
                            "activeDeadlineSeconds in ReplicaSet is not Supported"));
        }
    }

    /// A selector is chosen once: otherwise pods would change hands.
    static void sameSelector(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "spec", "selector");
        JsonNode before = Fields.at(stored, "spec", "selector");
        if (!now.equals(before)) {
            errors.add(
                    FieldError.invalid(SPEC.child("selector"), shown(now), FieldChecks.IMMUTABLE));
        }
    }

    static List<String> warnings(ObjectNode workload) {
        List<String> warnings =
                new ArrayList<>(PodWarnings.ofName(workload, "Pod names and hostnames"));
        warnings.addAll(templateWarnings(workload));
        return warnings;
    }

    /// Nothing new to say while the spec stays as it is.
    static List<String> warnings(ObjectNode updated, ObjectNode stored) {
        boolean isSame = Fields.at(updated, "spec").equals(Fields.at(stored, "spec"));
        return isSame ? List.of() : templateWarnings(updated);
    }

    private static List<String> templateWarnings(ObjectNode workload) {
        return PodWarnings.of(Fields.at(workload, "spec", "template"), TEMPLATE);
    }

    /// Counts in a status: none negative, and none of `parts` greater than the whole.
    ///
    /// @param ready what the message calls the pods that are ready
    static void counts(
            JsonNode status,
            List<String> counts,
            List<String> parts,
            String ready,
            List<FieldError> errors) {
        FieldPath path = FieldPath.of("status");
        for (String count : counts) {
            FieldChecks.nonNegative(status, count, path, errors);
        }
        long whole = Fields.number(status, "replicas");
        for (String part : parts) {
            long number = Fields.number(status, part);
            if (number > whole) {
                errors.add(
                        FieldError.invalid(
                                path.child(part),
                                number,
                                "cannot be greater than status.replicas"));
            }
        }
        long available = Fields.number(status, "availableReplicas");
        if (available > Fields.number(status, "readyReplicas")) {
            errors.add(
                    FieldError.invalid(
                            path.child("availableReplicas"),
                            available,
                            "cannot be greater than " + ready));
        }
    }

    /// How often a name was taken already is only ever counted up.
    static void collisions(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "status", "collisionCount");
        JsonNode before = Fields.at(stored, "status", "collisionCount");
        boolean isGone = now.isMissingNode() && !before.isMissingNode();
        if (isGone || now.asLong() < before.asLong()) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("status", "collisionCount"),
                            now.asLong(),
                            "cannot be decremented"));
        }
    }
}
