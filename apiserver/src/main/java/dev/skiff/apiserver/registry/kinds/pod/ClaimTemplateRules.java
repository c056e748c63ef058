package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.List;

/// Claims that are made together with a pod.
final class ClaimTemplateRules {
    private static final List<String> ACCESS_MODES =
            List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");

    private ClaimTemplateRules() {}

    static void check(JsonNode source, FieldPath path, List<FieldError> errors) {
        FieldPath templatePath = path.child("volumeClaimTemplate");
        if (!Fields.has(source, "volumeClaimTemplate")) {
            errors.add(FieldError.required(templatePath, ""));
            return;
        }
        JsonNode template = Fields.at(source, "volumeClaimTemplate");
        JsonNode metadata = Fields.at(template, "metadata");
        FieldPath metadataPath = templatePath.child("metadata");
        LabelRules.annotations(
                Fields.at(metadata, "annotations"), metadataPath.child("annotations"), errors);
        LabelRules.labels(Fields.at(metadata, "labels"), metadataPath.child("labels"), errors);
        spec(Fields.at(template, "spec"), templatePath.child("spec"), errors);
    }

    private static void spec(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode modes = Fields.at(spec, "accessModes");
        if (modes.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("accessModes"), "at least 1 access mode is required"));
        }
        LabelSelectorRules.check(Fields.at(spec, "selector"), path.child("selector"), errors);
        for (JsonNode mode : modes) {
            FieldChecks.oneOf(mode.asText(), ACCESS_MODES, path.child("accessModes"), errors);
        }
        if (modes.size() > 1 && Fields.texts(modes).contains("ReadWriteOncePod")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("accessModes"),
                            "may not use ReadWriteOncePod with other access modes"));
        }
        FieldPath storage = path.child("resources").key("storage");
        String amount = Fields.text(spec, "resources", "requests", "storage");
        if (amount.isEmpty()) {
            errors.add(FieldError.required(storage, ""));
        } else if (Quantity.of(amount).signum() <= 0) {
            errors.add(FieldError.invalid(storage, amount, "must be greater than zero"));
        }
        FieldChecks.optionalOneOf(spec, "volumeMode", List.of("Block", "Filesystem"), path, errors);
    }
}
