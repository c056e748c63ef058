package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.SharedSourceRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Map;

/// What a volume is made of: one source, which mostly looks as in a pod, but names its secrets with
/// their namespaces.
final class VolumeSourceRules {
    /// In the order they are checked.
    private static final List<String> SOURCES =
            List.of(
                    "hostPath",
                    "gcePersistentDisk",
                    "awsElasticBlockStore",
                    "glusterfs",
                    "flocker",
                    "nfs",
                    "rbd",
                    "quobyte",
                    "cephfs",
                    "iscsi",
                    "cinder",
                    "fc",
                    "flexVolume",
                    "azureFile",
                    "vsphereVolume",
                    "photonPersistentDisk",
                    "portworxVolume",
                    "azureDisk",
                    "scaleIO",
                    "local",
                    "storageos",
                    "csi");
    private static final String ONE_SOURCE = "may not specify more than 1 volume type";
    private static final int MAX_ISCSI_NAME = 64;

    /// Where upstream's messages name a source otherwise than its field.
    private static final Map<String, String> OTHER_NAMES =
            Map.of("gcePersistentDisk", "persistentDisk");

    private static final Map<String, String> OTHER_NAMES_OF_SECOND = Map.of("cephfs", "cephFS");

    private VolumeSourceRules() {}

    /// @param name of the volume; empty when it has none
    static void check(JsonNode spec, String name, FieldPath path, List<FieldError> errors) {
        boolean hasOne = false;
        for (String kind : SOURCES) {
            if (!Fields.has(spec, kind)) {
                continue;
            }
            if (hasOne && !kind.equals("flexVolume")) {
                String shown = OTHER_NAMES_OF_SECOND.getOrDefault(kind, kind);
                errors.add(FieldError.forbidden(path.child(shown), ONE_SOURCE));
            } else {
                FieldPath sourcePath = path.child(OTHER_NAMES.getOrDefault(kind, kind));
                source(kind, Fields.at(spec, kind), name, sourcePath, errors);
                requireAffinity(kind, spec, path, errors);
            }
            hasOne = true;
        }
        if (!hasOne) {
            errors.add(FieldError.required(path, "must specify a volume type"));
        }
    }

    private static void source(
            String kind, JsonNode source, String name, FieldPath path, List<FieldError> errors) {
        switch (kind) {
            case "csi" -> csi(source, path, errors);
            case "local" -> local(source, path, errors);
            default -> {
                SharedSourceRules.check(kind, source, path, errors);
                beyondPods(kind, source, name, path, errors);
            }
        }
    }

    private static void requireAffinity(
            String kind, JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (kind.equals("local") && !Fields.has(spec, "nodeAffinity")) {
            errors.add(
                    FieldError.required(
                            path.child("nodeAffinity"), "Local volume requires node affinity"));
        }
    }

    private static void beyondPods(
            String kind, JsonNode source, String name, FieldPath path, List<FieldError> errors) {
        switch (kind) {
            case "glusterfs" -> endpointsNamespace(source, path, errors);
            case "iscsi" -> iscsi(source, name, path, errors);
            case "cinder", "storageos" -> secretNamespace(source, path, errors);
            case "azureFile" -> {
                if (Fields.has(source, "secretNamespace")) {
                    FieldChecks.requiredText(source, "secretNamespace", path, errors);
                }
            }
            default -> {}
        }
    }

    private static void endpointsNamespace(
            JsonNode source, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(source, "endpointsNamespace")) {
            return;
        }
        FieldPath namespacePath = path.child("endpointsNamespace");
        String namespace = Fields.text(source, "endpointsNamespace");
        if (namespace.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            namespacePath,
                            namespace,
                            "if the endpointnamespace is set, it must be a valid namespace name"));
        } else {
            FieldChecks.invalid(namespacePath, namespace, TextRules.dnsLabel(namespace), errors);
        }
    }

    private static void iscsi(
            JsonNode source, String name, FieldPath path, List<FieldError> errors) {
        String portal = Fields.text(source, "targetPortal");
        boolean isNamed = Fields.has(source, "initiatorName");
        if (isNamed && (name + ":" + portal).length() > MAX_ISCSI_NAME) {
            errors.add(
                    FieldError.invalid(
                            path.child("targetportal"),
                            portal,
                            "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
                                    + " iscsi.initiatorName is specified."));
        }
        if (Fields.has(source, "secretRef")) {
            FieldChecks.requiredText(
                    Fields.at(source, "secretRef"), "name", path.child("secretRef"), errors);
        }
    }

    private static void secretNamespace(JsonNode source, FieldPath path, List<FieldError> errors) {
        if (Fields.has(source, "secretRef")) {
            FieldChecks.requiredText(
                    Fields.at(source, "secretRef"), "namespace", path.child("secretRef"), errors);
        }
    }

    private static void local(JsonNode source, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "path", path, errors);
        SharedSourceRules.noBacksteps(Fields.text(source, "path"), path.child("path"), errors);
    }

    private static void csi(JsonNode source, FieldPath path, List<FieldError> errors) {
        DriverRules.name(Fields.text(source, "driver"), path.child("driver"), errors);
        FieldChecks.requiredText(source, "volumeHandle", path, errors);
        for (String secret :
                List.of(
                        "controllerPublishSecretRef",
                        "controllerExpandSecretRef",
                        "nodePublishSecretRef",
                        "nodeExpandSecretRef")) {
            if (Fields.has(source, secret)) {
                secret(Fields.at(source, secret), path.child(secret), errors);
            }
        }
    }

    private static void secret(JsonNode secret, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(secret, "name");
        String namespace = Fields.text(secret, "namespace");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        } else {
            FieldChecks.invalid(path.child("name"), name, TextRules.subdomain(name), errors);
        }
        if (namespace.isEmpty()) {
            errors.add(FieldError.required(path.child("namespace"), ""));
        } else {
            FieldChecks.invalid(
                    path.child("namespace"), namespace, TextRules.dnsLabel(namespace), errors);
        }
    }
}
