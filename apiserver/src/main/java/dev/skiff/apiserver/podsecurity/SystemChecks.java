package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What pods may ask of the kernel, and the volumes they may have.
final class SystemChecks {
    private static final String SE_LINUX = "seLinuxOptions";
    private static final List<String> ALLOWED_VOLUMES =
            List.of(
                    "configMap",
                    "csi",
                    "downwardAPI",
                    "emptyDir",
                    "ephemeral",
                    "image",
                    "persistentVolumeClaim",
                    "projected",
                    "secret");

    /// In the order in which the type of a volume is told that claims to be of several.
    private static final List<String> OTHER_VOLUMES =
            List.of(
                    "hostPath",
                    "gcePersistentDisk",
                    "awsElasticBlockStore",
                    "gitRepo",
                    "nfs",
                    "iscsi",
                    "glusterfs",
                    "rbd",
                    "flexVolume",
                    "cinder",
                    "cephfs",
                    "flocker",
                    "fc",
                    "azureFile",
                    "vsphereVolume",
                    "quobyte",
                    "azureDisk",
                    "photonPersistentDisk",
                    "portworxVolume",
                    "scaleIO",
                    "storageos");

    private SystemChecks() {}

    static Optional<Violation> volumes(CheckedPod pod) {
        List<String> volumes = new ArrayList<>();
        TreeSet<String> types = new TreeSet<>();
        for (JsonNode volume : Fields.at(pod.spec(), "volumes")) {
            if (ALLOWED_VOLUMES.stream().noneMatch(type -> Fields.has(volume, type))) {
                volumes.add(Fields.text(volume, "name"));
                types.add(
                        OTHER_VOLUMES.stream()
                                .filter(type -> Fields.has(volume, type))
                                .findFirst()
                                .orElse("unknown"));
            }
        }
        return volumes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "restricted volume types",
                                "%s %s %s %s %s"
                                        .formatted(
                                                Wording.plural("volume", volumes),
                                                Wording.quoted(volumes),
                                                Wording.verb("use", volumes),
                                                Wording.plural("restricted volume type", types),
                                                Wording.quoted(types))));
    }

    static Optional<Violation> procMount(CheckedPod pod) {
        Setters setters = Setters.ofContainers(pod, SystemChecks::showsProc);
        TreeSet<String> mounts = new TreeSet<>();
        for (JsonNode context : pod.contexts()) {
            if (showsProc(context)) {
                mounts.add(Fields.text(context, "procMount"));
            }
        }
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "procMount",
                                "%s must not set securityContext.procMount to %s"
                                        .formatted(setters, Wording.quoted(mounts))));
    }

    private static boolean showsProc(JsonNode context) {
        return Fields.has(context, "procMount")
                && !Fields.text(context, "procMount").equals("Default");
    }

    static Check sysctls(List<String> allowed) {
        return pod -> {
            List<String> others = new ArrayList<>();
            for (JsonNode sysctl : Fields.at(pod.context(), "sysctls")) {
                String name = Fields.text(sysctl, "name");
                if (!allowed.contains(name)) {
                    others.add(name);
                }
            }
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Violation("forbidden sysctls", String.join(", ", others)));
        };
    }

    static Check seLinux(List<String> allowedTypes) {
        return pod -> {
            Setters setters = Setters.of(pod, context -> isOwnLabel(context, allowedTypes));
            return setters.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Violation(
                                    SE_LINUX,
                                    "%s set forbidden securityContext.seLinuxOptions: %s"
                                            .formatted(setters, ownLabels(pod, allowedTypes))));
        };
    }

    private static boolean isOwnLabel(JsonNode context, List<String> allowedTypes) {
        return !isAllowedType(context, allowedTypes)
                || isSet(context, "user")
                || isSet(context, "role");
    }

    private static boolean isAllowedType(JsonNode context, List<String> allowedTypes) {
        String type = Fields.text(context, SE_LINUX, "type");
        return type.isEmpty() || allowedTypes.contains(type);
    }

    private static boolean isSet(JsonNode context, String field) {
        return !Fields.text(context, SE_LINUX, field).isEmpty();
    }

    private static String ownLabels(CheckedPod pod, List<String> allowedTypes) {
        List<String> bad = new ArrayList<>();
        TreeSet<String> types = new TreeSet<>();
        for (JsonNode context : pod.contexts()) {
            if (!isAllowedType(context, allowedTypes)) {
                types.add(Fields.text(context, SE_LINUX, "type"));
            }
        }
        if (!types.isEmpty()) {
            bad.add(Wording.plural("type", types) + " " + Wording.quoted(types));
        }
        for (String field : List.of("user", "role")) {
            if (pod.contexts().stream().anyMatch(context -> isSet(context, field))) {
                bad.add(field + " may not be set");
            }
        }
        return String.join("; ", bad);
    }
}
