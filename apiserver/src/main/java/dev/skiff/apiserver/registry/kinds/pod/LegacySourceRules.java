package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Volumes of storage systems that nobody adds to the API any more. We mount none of them, but what
/// is wrong with them is said like everywhere else.
final class LegacySourceRules {
    private static final Pattern IQN =
            Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.([A-Za-z0-9\\-.]+)(:[^,;*&$|\\s]+)$");
    private static final Pattern EUI = Pattern.compile("^eui.[A-Za-z0-9]{16}$");
    private static final Pattern NAA = Pattern.compile("^naa.[A-Za-z0-9]{32}$");
    private static final String HOST_PORT =
            "must be a host:port pair or multiple pairs separated by commas";

    private LegacySourceRules() {}

    static void disk(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = path.text().endsWith("persistentDisk") ? "pdName" : "volumeID";
        FieldChecks.requiredText(source, name, path, errors);
        long partition = Fields.number(source, "partition");
        if (partition < 0 || partition > 255) {
            errors.add(
                    FieldError.invalid(
                            path.child("partition"),
                            partition,
                            "must be between 1 and 255, inclusive"));
        }
    }

    static void iscsi(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "targetPortal", path, errors);
        String iqn = Fields.text(source, "iqn");
        if (iqn.isEmpty()) {
            errors.add(FieldError.required(path.child("iqn"), ""));
        } else {
            initiator(iqn, path.child("iqn"), errors);
        }
        lun(source, path, errors);
        boolean authenticates =
                Fields.isTrue(source, "chapAuthDiscovery")
                        || Fields.isTrue(source, "chapAuthSession");
        if (authenticates && !Fields.has(source, "secretRef")) {
            errors.add(FieldError.required(path.child("secretRef"), ""));
        }
        if (Fields.has(source, "initiatorName")) {
            initiator(Fields.text(source, "initiatorName"), path.child("initiatorname"), errors);
        }
    }

    private static void initiator(String name, FieldPath path, List<FieldError> errors) {
        boolean isKnown =
                name.startsWith("iqn") || name.startsWith("eui") || name.startsWith("naa");
        if (!isKnown) {
            errors.add(
                    FieldError.invalid(
                            path, name, "must be valid format starting with iqn, eui, or naa"));
            return;
        }
        Pattern form =
                switch (name.charAt(0)) {
                    case 'i' -> IQN;
                    case 'e' -> EUI;
                    default -> NAA;
                };
        if (!form.matcher(name).find()) {
            errors.add(FieldError.invalid(path, name, "must be valid format"));
        }
    }

    private static void lun(JsonNode source, FieldPath path, List<FieldError> errors) {
        long lun = Fields.number(source, "lun");
        FieldChecks.invalid(path.child("lun"), lun, TextRules.inRange(lun, 0, 255), errors);
    }

    static void glusterfs(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "endpoints", path, errors);
        FieldChecks.requiredText(source, "path", path, errors);
    }

    static void flocker(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(source, "datasetName");
        String uuid = Fields.text(source, "datasetUUID");
        if (name.isEmpty() && uuid.isEmpty()) {
            errors.add(FieldError.required(path, "one of datasetName and datasetUUID is required"));
        }
        if (!name.isEmpty() && !uuid.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            "resource",
                            "datasetName and datasetUUID can not be specified simultaneously"));
        }
        if (name.contains("/")) {
            errors.add(FieldError.invalid(path.child("datasetName"), name, "must not contain '/'"));
        }
    }

    static void rbd(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        cephfs(source, pod, path, errors);
        FieldChecks.requiredText(source, "image", path, errors);
    }

    static void cephfs(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        if (Fields.at(source, "monitors").isEmpty()) {
            errors.add(FieldError.required(path.child("monitors"), ""));
        }
    }

    static void cinder(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "volumeID", path, errors);
        if (Fields.has(source, "secretRef")) {
            FieldChecks.requiredText(
                    Fields.at(source, "secretRef"), "name", path.child("secretRef"), errors);
        }
    }

    static void quobyte(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        String registry = Fields.text(source, "registry");
        if (registry.isEmpty()) {
            errors.add(FieldError.required(path.child("registry"), HOST_PORT));
        } else if (Fields.text(source, "tenant").length() >= 65) {
            errors.add(
                    FieldError.required(
                            path.child("tenant"),
                            "must be a UUID and may not exceed a length of 64 characters"));
        } else {
            for (String pair : registry.split(",", -1)) {
                if (pair.indexOf(':') < 0) {
                    errors.add(FieldError.invalid(path.child("registry"), registry, HOST_PORT));
                }
            }
        }
        FieldChecks.requiredText(source, "volume", path, errors);
    }

    static void fibreChannel(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        JsonNode names = Fields.at(source, "targetWWNs");
        boolean hasIds = !Fields.at(source, "wwids").isEmpty();
        if (names.isEmpty() && !hasIds) {
            errors.add(
                    FieldError.required(
                            path.child("targetWWNs"),
                            "must specify either targetWWNs or wwids, but not both"));
        }
        if (!names.isEmpty() && hasIds) {
            errors.add(
                    FieldError.invalid(
                            path.child("targetWWNs"),
                            names,
                            "targetWWNs and wwids can not be specified simultaneously"));
        }
        if (!names.isEmpty()) {
            if (Fields.has(source, "lun")) {
                lun(source, path, errors);
            } else {
                errors.add(
                        FieldError.required(
                                path.child("lun"), "lun is required if targetWWNs is specified"));
            }
        }
    }

    static void flex(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "driver", path, errors);
        for (Map.Entry<String, JsonNode> option : Fields.entries(Fields.at(source, "options"))) {
            String key = option.getKey();
            int slash = key.indexOf('/');
            String domain =
                    "." + (slash < 0 ? key : key.substring(0, slash)).toLowerCase(Locale.ROOT);
            if (domain.endsWith(".kubernetes.io") || domain.endsWith(".k8s.io")) {
                errors.add(
                        FieldError.invalid(
                                path.child("options").key(key),
                                key,
                                "kubernetes.io and k8s.io namespaces are reserved"));
            }
        }
    }

    static void azureFile(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "secretName", path, errors);
        FieldChecks.requiredText(source, "shareName", path, errors);
    }

    static void azureDisk(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "diskName", path, errors);
        FieldChecks.requiredText(source, "diskURI", path, errors);
        FieldChecks.optionalOneOf(
                source, "cachingMode", List.of("None", "ReadOnly", "ReadWrite"), path, errors);
        FieldChecks.optionalOneOf(
                source, "kind", List.of("Dedicated", "Managed", "Shared"), path, errors);
        boolean isManaged = Fields.text(source, "kind").equals("Managed");
        String uri = Fields.text(source, "diskURI");
        if (!uri.startsWith(isManaged ? "/subscriptions/" : "https://")) {
            errors.add(
                    FieldError.notSupported(
                            path.child("diskURI"),
                            uri,
                            List.of(
                                    isManaged
                                            ? "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
                                            : "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd")));
        }
    }

    static void vsphere(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "volumePath", path, errors);
    }

    static void photon(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "pdID", path, errors);
    }

    static void portworx(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "volumeID", path, errors);
    }

    static void storageOs(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(source, "volumeName");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("volumeName"), ""));
        } else {
            FieldChecks.invalid(path.child("volumeName"), name, TextRules.dnsLabel(name), errors);
        }
        String namespace = Fields.text(source, "volumeNamespace");
        if (!namespace.isEmpty()) {
            FieldChecks.invalid(
                    path.child("volumeNamespace"),
                    namespace,
                    TextRules.dnsLabel(namespace),
                    errors);
        }
        if (Fields.has(source, "secretRef")) {
            FieldChecks.requiredText(
                    Fields.at(source, "secretRef"), "name", path.child("secretRef"), errors);
        }
    }

    static void scaleIo(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        for (String field : List.of("gateway", "system", "volumeName")) {
            FieldChecks.requiredText(source, field, path, errors);
        }
    }
}
