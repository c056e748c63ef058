package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.ClaimSpecRules;
import dev.skiff.apiserver.registry.kinds.pod.NodeSelectorRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Map;

/// The spec of a volume: of its own, or written out in an attachment.
public final class VolumeSpecRules {
    private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Recycle", "Retain");
    private static final String NOT_INLINE =
            "may not be specified in the context of inline volumes";

    private VolumeSpecRules() {}

    /// The spec of a PersistentVolume of this name.
    public static void ofVolume(
            JsonNode spec, String name, FieldPath path, List<FieldError> errors) {
        accessModes(spec, path, errors);
        capacity(Fields.at(spec, "capacity"), path.child("capacity"), errors);
        String policy = Fields.text(spec, "persistentVolumeReclaimPolicy");
        FieldPath policyPath = path.child("persistentVolumeReclaimPolicy");
        if (!policy.isEmpty()) {
            FieldChecks.oneOf(policy, RECLAIM_POLICIES, policyPath, errors);
        }
        nodeAffinity(spec, path.child("nodeAffinity"), errors);
        VolumeSourceRules.check(spec, name, path, errors);
        recycledRoot(spec, policyPath, errors);
        String className = Fields.text(spec, "storageClassName");
        if (!className.isEmpty()) {
            className(className, path.child("storageClassName"), errors);
        }
        FieldChecks.optionalOneOf(spec, "volumeMode", ClaimSpecRules.VOLUME_MODES, path, errors);
        attributesClass(spec, path, errors);
    }

    /// The spec of a volume that stands in the object that uses it: a driver's, and nothing that
    /// would bind it.
    static void inline(JsonNode spec, FieldPath path, List<FieldError> errors) {
        forbidInline(spec, "claimRef", path, errors);
        if (!Fields.at(spec, "capacity").isEmpty()) {
            errors.add(FieldError.forbidden(path.child("capacity"), NOT_INLINE));
        }
        if (!Fields.has(spec, "csi")) {
            errors.add(
                    FieldError.required(
                            path.child("csi"),
                            "has to be specified in the context of inline volumes"));
        }
        accessModes(spec, path, errors);
        String policy = Fields.text(spec, "persistentVolumeReclaimPolicy");
        if (!policy.isEmpty() && !policy.equals("Retain")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("persistentVolumeReclaimPolicy"),
                            "may only be Retain in the context of inline volumes"));
        }
        forbidInline(spec, "nodeAffinity", path, errors);
        VolumeSourceRules.check(spec, "", path, errors);
        recycledRoot(spec, path.child("persistentVolumeReclaimPolicy"), errors);
        if (!Fields.text(spec, "storageClassName").isEmpty()) {
            errors.add(FieldError.forbidden(path.child("storageClassName"), NOT_INLINE));
        }
        String mode = Fields.text(spec, "volumeMode");
        if (Fields.has(spec, "volumeMode") && !mode.equals("Filesystem")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("volumeMode"),
                            "may not specify volumeMode other than Filesystem in the context of inline volumes"));
        }
    }

    private static void forbidInline(
            JsonNode spec, String field, FieldPath path, List<FieldError> errors) {
        if (Fields.has(spec, field)) {
            errors.add(FieldError.forbidden(path.child(field), NOT_INLINE));
        }
    }

    private static void accessModes(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode modes = Fields.at(spec, "accessModes");
        if (modes.isEmpty()) {
            errors.add(FieldError.required(path.child("accessModes"), ""));
        }
        ClaimSpecRules.accessModes(modes, path.child("accessModes"), errors);
    }

    private static void capacity(JsonNode capacity, FieldPath path, List<FieldError> errors) {
        if (capacity.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        if (!Fields.has(capacity, "storage") || capacity.size() > 1) {
            JsonNode given = capacity.isObject() ? capacity : JsonNodeFactory.instance.objectNode();
            errors.add(
                    FieldError.notSupported(
                            path, InternalForm.sortedMap(given), List.of("storage")));
        }
        for (Map.Entry<String, JsonNode> entry : Fields.entries(capacity)) {
            FieldPath entryPath = path.key(entry.getKey());
            Quantity amount = Quantity.of(entry.getValue().asText());
            ClaimSpecRules.basicAmount(amount, entryPath, errors);
            ClaimSpecRules.positive(amount, entryPath, errors);
        }
    }

    private static void nodeAffinity(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(spec, "nodeAffinity")) {
            return;
        }
        JsonNode affinity = Fields.at(spec, "nodeAffinity");
        if (Fields.has(affinity, "required")) {
            NodeSelectorRules.check(
                    Fields.at(affinity, "required"), path.child("required"), errors);
        } else {
            errors.add(
                    FieldError.required(
                            path.child("required"), "must specify required node constraints"));
        }
    }

    /// Recycling empties the directory, and nobody means to empty a whole node.
    private static void recycledRoot(JsonNode spec, FieldPath path, List<FieldError> errors) {
        boolean recycles = Fields.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle");
        String directory = Fields.text(spec, "hostPath", "path");
        if (recycles && isRoot(directory)) {
            errors.add(
                    FieldError.forbidden(path, "may not be 'recycle' for a hostPath mount of '/'"));
        }
    }

    private static boolean isRoot(String directory) {
        return directory.startsWith("/")
                && java.nio.file.Path.of(directory).normalize().getNameCount() == 0;
    }

    private static void attributesClass(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(spec, "volumeAttributesClassName")) {
            return;
        }
        String name = Fields.text(spec, "volumeAttributesClassName");
        FieldPath namePath = path.child("volumeAttributesClassName");
        if (name.isEmpty()) {
            errors.add(FieldError.required(namePath, "an empty string is disallowed"));
        } else {
            className(name, namePath, errors);
        }
        if (!Fields.has(spec, "csi")) {
            errors.add(
                    FieldError.required(
                            path.child("csi"),
                            "has to be specified when using volumeAttributesClassName"));
        }
    }

    private static void className(String name, FieldPath path, List<FieldError> errors) {
        FieldChecks.invalid(path, name, NameRule.DNS_SUBDOMAIN.check(name), errors);
    }
}
