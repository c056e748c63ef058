package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import java.util.List;

/// Claims that are made together with a pod.
final class ClaimTemplateRules {
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
        ClaimSpecRules.check(Fields.at(template, "spec"), templatePath.child("spec"), errors);
    }
}
