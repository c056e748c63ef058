package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import java.util.List;

/// The template of pods in a workload.
public final class PodTemplateRules {
    private PodTemplateRules() {}

    public static void check(
            JsonNode template, FieldPath path, Privileged privileged, List<FieldError> errors) {
        metadata(template, path, errors);
        PodSpecRules.ofTemplate(
                Fields.at(template, "spec"), path.child("spec"), privileged, errors);
        PodAnnotationRules.agreeWithFields(template, path.child("spec"), errors);
        if (!Fields.at(template, "spec", "ephemeralContainers").isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            path.child("spec").child("ephemeralContainers"),
                            "ephemeral containers not allowed in pod template"));
        }
    }

    /// The labels and annotations alone.
    public static void metadata(JsonNode template, FieldPath path, List<FieldError> errors) {
        JsonNode metadata = Fields.at(template, "metadata");
        FieldPath annotations = path.child("annotations");
        LabelRules.labels(Fields.at(metadata, "labels"), path.child("labels"), errors);
        LabelRules.annotations(Fields.at(metadata, "annotations"), annotations, errors);
        PodAnnotationRules.check(template, annotations, errors);
    }
}
