package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.UnifiedDiff;
import java.util.List;
import java.util.Map;

/// What may change in a pod's spec: images, the deadline, tolerations that are added, gates that
/// go.
public final class PodChangeRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String ALLOWED =
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    private PodChangeRules() {}

    public static void check(
            ObjectNode updated, ObjectNode stored, Privileged privileged, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        PodRules.metadataAndSpec(updated, privileged, errors);
        PodAnnotationRules.unchanged(updated, stored, errors);
        JsonNode now = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        for (String list : List.of("containers", "initContainers")) {
            if (!sameContainers(now, before, list, errors)) {
                return;
            }
        }
        if (!deadline(now, before, errors)) {
            return;
        }
        tolerations(now, before, errors);
        gates(now, before, errors);
        if (!now.equals(before)) {
            rest((ObjectNode) now, before, errors);
        }
    }

    private static boolean sameContainers(
            JsonNode now, JsonNode before, String list, List<FieldError> errors) {
        if (Fields.at(now, list).size() != Fields.at(before, list).size()) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child(list), "pod updates may not add or remove containers"));
            return false;
        }
        for (ContainerAt container : ContainerAt.all(now, list, SPEC)) {
            if (Fields.text(container.node(), "image").isEmpty()) {
                errors.add(FieldError.required(container.path().child("image"), ""));
            }
            ContainerRules.onlyForPod(container, errors);
        }
        return true;
    }

    /// A deadline may come, and come closer.
    private static boolean deadline(JsonNode now, JsonNode before, List<FieldError> errors) {
        FieldPath path = SPEC.child("activeDeadlineSeconds");
        JsonNode was = Fields.at(before, "activeDeadlineSeconds");
        if (!Fields.has(now, "activeDeadlineSeconds")) {
            if (was.isNumber()) {
                errors.add(
                        FieldError.invalid(
                                path,
                                NullNode.getInstance(),
                                "must not update from a positive integer to nil value"));
            }
            return true;
        }
        long seconds = Fields.number(now, "activeDeadlineSeconds");
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            errors.add(
                    FieldError.invalid(
                            path, seconds, "must be between 0 and 2147483647, inclusive"));
            return false;
        }
        if (was.isNumber() && was.asLong() < seconds) {
            errors.add(
                    FieldError.invalid(
                            path, seconds, "must be less than or equal to previous value"));
            return false;
        }
        return true;
    }

    private static void tolerations(JsonNode now, JsonNode before, List<FieldError> errors) {
        FieldPath path = SPEC.child("tolerations");
        JsonNode tolerations = Fields.at(now, "tolerations");
        for (JsonNode old : Fields.at(before, "tolerations")) {
            if (!holdsButForSeconds(tolerations, old)) {
                errors.add(
                        FieldError.forbidden(
                                path,
                                "existing toleration can not be modified except its tolerationSeconds"));
                return;
            }
        }
        TolerationRules.check(tolerations, path, errors);
    }

    private static boolean holdsButForSeconds(JsonNode tolerations, JsonNode old) {
        for (JsonNode toleration : tolerations) {
            boolean isSame =
                    List.of("key", "operator", "value", "effect").stream()
                            .allMatch(
                                    field ->
                                            Fields.text(toleration, field)
                                                    .equals(Fields.text(old, field)));
            if (isSame) {
                return true;
            }
        }
        return false;
    }

    private static void gates(JsonNode now, JsonNode before, List<FieldError> errors) {
        int i = 0;
        for (JsonNode gate : Fields.at(now, "schedulingGates")) {
            FieldPath path = SPEC.child("schedulingGates").index(i++).child("name");
            String name = Fields.text(gate, "name");
            boolean isOld = false;
            for (JsonNode old : Fields.at(before, "schedulingGates")) {
                isOld |= Fields.text(old, "name").equals(name);
            }
            if (!isOld) {
                errors.add(
                        FieldError.forbidden(
                                path,
                                "only deletion is allowed, but found new scheduling gate '%s'"
                                        .formatted(name)));
            }
        }
    }

    /// Compares what is left when all that may change is put back.
    private static void rest(ObjectNode now, JsonNode before, List<FieldError> errors) {
        ObjectNode restored = now.deepCopy();
        for (String list : List.of("containers", "initContainers")) {
            int i = 0;
            for (JsonNode container : Fields.at(restored, list)) {
                restore((ObjectNode) container, before.path(list).path(i++), "image");
            }
        }
        for (String field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
            restore(restored, before, field);
        }
        if (Fields.number(before, "terminationGracePeriodSeconds") < 0
                && Fields.number(now, "terminationGracePeriodSeconds") == 1) {
            restore(restored, before, "terminationGracePeriodSeconds");
        }
        if (!Fields.at(before, "schedulingGates").isEmpty()) {
            gated(restored, before, errors);
        }
        JsonNode printedBefore = PodForms.spec(before);
        JsonNode printedNow = PodForms.spec(restored);
        if (!printedNow.equals(printedBefore)) {
            String diff =
                    UnifiedDiff.of(
                            GoText.indentedJson(printedBefore), GoText.indentedJson(printedNow));
            errors.add(FieldError.forbidden(SPEC, ALLOWED + diff));
        }
    }

    /// A pod that waits at a gate may still be told more precisely where to go.
    private static void gated(ObjectNode restored, JsonNode before, List<FieldError> errors) {
        JsonNode selector = Fields.at(restored, "nodeSelector");
        for (Map.Entry<String, JsonNode> old : Fields.entries(Fields.at(before, "nodeSelector"))) {
            if (!old.getValue().equals(selector.path(old.getKey()))) {
                errors.add(
                        FieldError.invalid(
                                SPEC.child("nodeSelector"),
                                selector,
                                "only additions to spec.nodeSelector are allowed (no mutations or deletions)"));
                break;
            }
        }
        restore(restored, before, "nodeSelector");
        GatedAffinityRules.check(restored, before, errors);
    }

    static void restore(ObjectNode updated, JsonNode stored, String field) {
        if (Fields.has(stored, field)) {
            updated.set(field, stored.get(field));
        } else {
            updated.remove(field);
        }
    }
}
