package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.PodForms;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// What may change in the spec of a Job. Its template may only while it is suspended and nothing of
/// it runs: where its pods may go, and the resources of their containers.
public final class JobChangeRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath TEMPLATE = SPEC.child("template");

    private JobChangeRules() {}

    /// Checks the new spec once more, as upstream does.
    public static void check(
            ObjectNode updated, ObjectNode stored, Privileged privileged, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        JobRules.spec(now, privileged, errors);
        completions(now, before, errors);
        immutable("selector", "~LabelSelector", now, before, errors);
        template(now, stored, errors);
        immutable("completionMode", now, before, errors);
        immutable("podFailurePolicy", "PodFailurePolicy", now, before, errors);
        immutable("backoffLimitPerIndex", now, before, errors);
        immutable("managedBy", now, before, errors);
        immutable("successPolicy", "SuccessPolicy", now, before, errors);
    }

    /// An indexed Job can be scaled: completions and parallelism together.
    private static void completions(JsonNode now, JsonNode before, List<FieldError> errors) {
        if (!JobSpecRules.isIndexed(now)) {
            immutable("completions", now, before, errors);
            return;
        }
        JsonNode completions = Fields.at(now, "completions");
        boolean isChanged =
                completions.isNumber()
                        && !InternalForm.areAlike(completions, Fields.at(before, "completions"));
        if (isChanged && completions.asLong() != Fields.number(now, "parallelism")) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("completions"),
                            completions,
                            "can only be modified in tandem with spec.parallelism"));
        }
    }

    private static void immutable(
            String field, JsonNode now, JsonNode before, List<FieldError> errors) {
        unchanged(
                orNull(Fields.at(now, field)),
                orNull(Fields.at(before, field)),
                SPEC.child(field),
                errors);
    }

    private static void immutable(
            String field, String type, JsonNode now, JsonNode before, List<FieldError> errors) {
        unchanged(
                InternalForm.of(type, Fields.at(now, field)),
                InternalForm.of(type, Fields.at(before, field)),
                SPEC.child(field),
                errors);
    }

    private static void template(JsonNode now, ObjectNode stored, List<FieldError> errors) {
        JsonNode template = Fields.at(now, "template");
        if (!(Fields.at(stored, "spec", "template") instanceof ObjectNode old)) {
            throw new IllegalStateException("a stored Job has no template: " + stored);
        }
        if (!JobConditions.of(stored).isIdle()) {
            unchanged(PodForms.template(template), PodForms.template(old), TEMPLATE, errors);
            return;
        }
        ObjectNode before = old.deepCopy();
        ObjectNode pod = Fields.child(before, "spec");
        JsonNode newPod = Fields.at(template, "spec");
        placement(newPod, pod);
        for (String list : List.of("containers", "initContainers")) {
            resources(Fields.at(newPod, list), Fields.at(pod, list));
        }
        unchanged(PodForms.spec(newPod), PodForms.spec(pod), TEMPLATE.child("spec"), errors);
    }

    private static void placement(JsonNode now, ObjectNode before) {
        for (String field : List.of("nodeSelector", "tolerations", "schedulingGates")) {
            take(field, now, before);
        }
        boolean hasAffinity = Fields.has(now, "affinity");
        if (!hasAffinity && !Fields.has(before, "affinity")) {
            return;
        }
        ObjectNode affinity = Fields.child(before, "affinity");
        take("nodeAffinity", Fields.at(now, "affinity"), affinity);
        if (!hasAffinity && affinity.isEmpty()) {
            before.remove("affinity");
        }
    }

    /// Of the containers that are where they were.
    private static void resources(JsonNode now, JsonNode before) {
        if (now.size() != before.size()) {
            return;
        }
        int i = 0;
        for (JsonNode container : before) {
            JsonNode updated = now.get(i++);
            if (Fields.text(container, "name").equals(Fields.text(updated, "name"))) {
                take("resources", updated, (ObjectNode) container);
            }
        }
    }

    private static void take(String field, JsonNode from, ObjectNode to) {
        if (Fields.has(from, field)) {
            to.set(field, from.get(field));
        } else {
            to.remove(field);
        }
    }

    private static void unchanged(
            JsonNode now, JsonNode before, FieldPath path, List<FieldError> errors) {
        if (!InternalForm.areAlike(now, before)) {
            errors.add(FieldError.invalid(path, now, FieldChecks.IMMUTABLE));
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }
}
