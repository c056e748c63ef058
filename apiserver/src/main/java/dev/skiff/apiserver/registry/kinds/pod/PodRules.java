package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import java.util.List;

/// A whole pod, new.
public final class PodRules {
    /// What is wrong is wrong with the pod as a whole.
    static final FieldPath NO_FIELD = FieldPath.ROOT.key("");

    private static final FieldPath SPEC = FieldPath.of("spec");

    private PodRules() {}

    /// What is wrong with a pod that is to be made.
    public static void create(ObjectNode pod, Privileged privileged, List<FieldError> errors) {
        JsonNode spec = Fields.at(pod, "spec");
        metadataAndSpec(pod, privileged, errors);
        if (!Fields.at(spec, "ephemeralContainers").isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child("ephemeralContainers"), "cannot be set on create"));
        }
        boolean isGated = !Fields.at(spec, "schedulingGates").isEmpty();
        if (isGated && !Fields.text(spec, "nodeName").isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child("nodeName"),
                            "cannot be set until all schedulingGates have been cleared"));
        }
        PodAnnotationRules.agreeWithFields(pod, SPEC, errors);
    }

    /// What every pod must satisfy, new or changed.
    static void metadataAndSpec(ObjectNode pod, Privileged privileged, List<FieldError> errors) {
        JsonNode spec = Fields.at(pod, "spec");
        MetadataRules.object(pod, Kinds.POD, NameRule.DNS_SUBDOMAIN, errors);
        PodAnnotationRules.check(pod, FieldPath.of("metadata", "annotations"), errors);
        PodSpecRules.ofPod(spec, Fields.text(pod, "metadata", "name"), privileged, errors);
        if (Fields.text(spec, "serviceAccountName").isEmpty()) {
            tokensWithoutAccount(spec, errors);
        }
        for (String list : List.of("containers", "initContainers")) {
            for (ContainerAt container : ContainerAt.all(spec, list, SPEC)) {
                ContainerRules.onlyForPod(container, errors);
            }
        }
    }

    private static void tokensWithoutAccount(JsonNode spec, List<FieldError> errors) {
        int i = 0;
        for (JsonNode volume : Fields.at(spec, "volumes")) {
            FieldPath path = SPEC.child("volumes").index(i++).child("projected");
            int j = 0;
            for (JsonNode source : Fields.at(volume, "projected", "sources")) {
                FieldPath sourcePath = path.child("sources").index(j++);
                if (Fields.has(source, "serviceAccountToken")) {
                    errors.add(
                            FieldError.forbidden(
                                    sourcePath.child("serviceAccountToken"),
                                    "must not be specified when serviceAccountName is not set"));
                }
            }
        }
    }

    /// What is wrong with a request to put a pod on a node.
    public static void binding(ObjectNode binding, List<FieldError> errors) {
        JsonNode target = Fields.at(binding, "target");
        FieldPath path = FieldPath.of("target");
        String kind = Fields.text(target, "kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            errors.add(
                    FieldError.notSupported(path.child("kind"), kind, List.of("Node", "<empty>")));
        }
        if (Fields.text(target, "name").isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
    }
}
