package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.UnifiedDiff;
import java.util.List;

/// What may change in a claim: its volume and its class, once; its size, when it is bound; the
/// class of its attributes.
public final class ClaimChangeRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String CLASS = "storageClassName";
    private static final String ATTRIBUTES = "volumeAttributesClassName";

    private ClaimChangeRules() {}

    public static void check(ObjectNode claim, ObjectNode stored, List<FieldError> errors) {
        JsonNode spec = Fields.at(claim, "spec");
        JsonNode before = Fields.at(stored, "spec");
        ObjectNode compared = spec.deepCopy();
        ObjectNode comparedBefore = before.deepCopy();
        if (Fields.text(before, "volumeName").isEmpty()) {
            comparedBefore.put("volumeName", Fields.text(spec, "volumeName"));
        }
        className(claim, stored, compared, errors);
        keepSize(claim, compared, before);
        keep(compared, before, ATTRIBUTES);
        JsonNode printedBefore = InternalForm.of("PersistentVolumeClaimSpec", comparedBefore);
        JsonNode printed = InternalForm.of("PersistentVolumeClaimSpec", compared);
        if (!printed.equals(printedBefore)) {
            errors.add(
                    FieldError.forbidden(
                            SPEC,
                            "spec is immutable after creation except resources.requests and"
                                    + " volumeAttributesClassName for bound claims\n"
                                    + UnifiedDiff.of(
                                            GoText.indentedJson(printedBefore),
                                            GoText.indentedJson(printed))));
        }
        noShrinking(claim, stored, errors);
        FieldChecks.immutable(
                Fields.at(spec, "volumeMode"),
                Fields.at(before, "volumeMode"),
                FieldPath.of("volumeMode"),
                errors);
        attributesClass(spec, before, errors);
    }

    /// A class may move from its old annotation into its field, and be given where there was none.
    private static void className(
            ObjectNode claim, ObjectNode stored, ObjectNode compared, List<FieldError> errors) {
        JsonNode annotations = Fields.at(claim, "metadata", "annotations");
        JsonNode before = Fields.at(stored, "metadata", "annotations");
        String oldClass = VolumeWarnings.OLD_CLASS;
        String annotated = Fields.text(before, oldClass);
        boolean hadClass = Fields.has(Fields.at(stored, "spec"), CLASS);
        boolean hasClass = Fields.has(compared, CLASS);
        boolean isAnnotated = hasClass && Fields.text(compared, CLASS).equals(annotated);
        boolean isMoved =
                before.has(oldClass)
                        && isAnnotated
                        && !hadClass
                        && (!annotations.has(oldClass)
                                || Fields.text(annotations, oldClass).equals(annotated));
        if (isMoved) {
            compared.remove(CLASS);
            return;
        }
        String now = Fields.text(annotations, oldClass);
        if (!now.equals(annotated)) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("metadata", "annotations").key(oldClass),
                            now,
                            FieldChecks.IMMUTABLE));
        }
        if (hasClass && !hadClass && (!before.has(oldClass) || isAnnotated)) {
            compared.remove(CLASS);
        }
    }

    private static void keepSize(ObjectNode claim, ObjectNode compared, JsonNode before) {
        boolean isBound = Fields.text(claim, "status", "phase").equals("Bound");
        if (isBound
                && Fields.at(compared, "resources", "requests") instanceof ObjectNode requests) {
            keep(requests, Fields.at(before, "resources", "requests"), "storage");
        }
    }

    private static void keep(ObjectNode compared, JsonNode before, String field) {
        if (Fields.has(before, field)) {
            compared.set(field, before.get(field));
        } else {
            compared.remove(field);
        }
    }

    /// A claim that could not grow may be made smaller again, but not as small as its volume is.
    private static void noShrinking(ObjectNode claim, ObjectNode stored, List<FieldError> errors) {
        Quantity now = storage(Fields.at(claim, "spec", "resources", "requests"));
        Quantity before = storage(Fields.at(stored, "spec", "resources", "requests"));
        Quantity actual = storage(Fields.at(stored, "status", "capacity"));
        if (now.compareTo(before) < 0 && now.compareTo(actual) <= 0) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child("resources").child("requests").child("storage"),
                            "field can not be less than status.capacity"));
        }
    }

    private static Quantity storage(JsonNode amounts) {
        String amount = Fields.text(amounts, "storage");
        return amount.isEmpty() ? Quantity.ZERO : Quantity.of(amount);
    }

    private static void attributesClass(JsonNode spec, JsonNode before, List<FieldError> errors) {
        if (!Fields.has(before, ATTRIBUTES)) {
            return;
        }
        if (!Fields.has(spec, ATTRIBUTES)) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child(ATTRIBUTES),
                            "update from non-nil value to nil is forbidden"));
        } else if (Fields.text(spec, ATTRIBUTES).isEmpty()
                && !Fields.text(before, ATTRIBUTES).isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child(ATTRIBUTES),
                            "update from non-nil value to an empty string is forbidden"));
        }
    }
}
