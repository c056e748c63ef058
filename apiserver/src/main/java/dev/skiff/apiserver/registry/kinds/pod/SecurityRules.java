package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.FieldChecks.Bounds;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Optional;

/// Security contexts of pods and containers.
final class SecurityRules {
    private static final Bounds IDS = new Bounds(0, Integer.MAX_VALUE);
    private static final List<String> PROFILE_TYPES =
            List.of("Localhost", "RuntimeDefault", "Unconfined");
    private static final int MAX_PROFILE_LENGTH = 4095;

    private SecurityRules() {}

    static void pod(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode context = Fields.at(spec, "securityContext");
        for (String id : List.of("fsGroup", "runAsUser", "runAsGroup")) {
            FieldChecks.inRange(context, id, IDS, path, errors);
        }
        int i = 0;
        for (JsonNode group : Fields.at(context, "supplementalGroups")) {
            FieldPath groupPath = path.child("supplementalGroups").index(i++);
            if (group.asLong() < IDS.lowest() || group.asLong() > IDS.highest()) {
                errors.add(
                        FieldError.invalid(
                                groupPath, group, "must be between 0 and 2147483647, inclusive"));
            }
        }
        if (Fields.isTrue(spec, "shareProcessNamespace") && Fields.isTrue(spec, "hostPID")) {
            errors.add(
                    FieldError.invalid(
                            path.child("shareProcessNamespace"),
                            Fields.at(spec, "shareProcessNamespace"),
                            "ShareProcessNamespace and HostPID cannot both be enabled"));
        }
        SysctlRules.check(spec, Fields.at(context, "sysctls"), path.child("sysctls"), errors);
        FieldChecks.optionalOneOf(
                context, "fsGroupChangePolicy", List.of("Always", "OnRootMismatch"), path, errors);
        seccomp(Fields.at(context, "seccompProfile"), path.child("seccompProfile"), errors);
        WindowsRules.options(
                Fields.at(context, "windowsOptions"), path.child("windowsOptions"), errors);
        appArmor(Fields.at(context, "appArmorProfile"), path.child("appArmorProfile"), errors);
        FieldChecks.optionalOneOf(
                context, "supplementalGroupsPolicy", List.of("Merge", "Strict"), path, errors);
        FieldChecks.optionalOneOf(
                context, "seLinuxChangePolicy", List.of("MountOption", "Recursive"), path, errors);
    }

    static void container(
            JsonNode context, PodContext pod, FieldPath path, List<FieldError> errors) {
        if (!context.isObject()) {
            return;
        }
        if (Fields.isTrue(context, "privileged") && pod.privileged() == Privileged.REFUSED) {
            errors.add(
                    FieldError.forbidden(path.child("privileged"), "disallowed by cluster policy"));
        }
        for (String id : List.of("runAsUser", "runAsGroup")) {
            FieldChecks.inRange(context, id, IDS, path, errors);
        }
        if (Fields.has(context, "procMount")) {
            String mount = Fields.text(context, "procMount");
            FieldPath mountPath = path.child("procMount");
            FieldChecks.oneOf(mount, List.of("Default", "Unmasked"), mountPath, errors);
            if (pod.hostUsers() && mount.equals("Unmasked")) {
                errors.add(
                        FieldError.invalid(
                                mountPath, mount, "`hostUsers` must be false to use `Unmasked`"));
            }
        }
        seccomp(Fields.at(context, "seccompProfile"), path.child("seccompProfile"), errors);
        escalation(context, path, errors);
        WindowsRules.options(
                Fields.at(context, "windowsOptions"), path.child("windowsOptions"), errors);
        appArmor(Fields.at(context, "appArmorProfile"), path.child("appArmorProfile"), errors);
    }

    private static void escalation(JsonNode context, FieldPath path, List<FieldError> errors) {
        if (Fields.at(context, "allowPrivilegeEscalation").asBoolean(true)) {
            return;
        }
        if (Fields.isTrue(context, "privileged")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            InternalForm.of("SecurityContext", context),
                            "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"));
        }
        for (JsonNode capability : Fields.at(context, "capabilities", "add")) {
            if (capability.asText().equals("CAP_SYS_ADMIN")) {
                errors.add(
                        FieldError.invalid(
                                path,
                                InternalForm.of("SecurityContext", context),
                                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"));
            }
        }
    }

    private static void seccomp(JsonNode profile, FieldPath path, List<FieldError> errors) {
        if (!profile.isObject()) {
            return;
        }
        profileType(profile, "seccompProfile", path, errors);
        JsonNode file = Fields.at(profile, "localhostProfile");
        FieldPath filePath = path.child("localhostProfile");
        if (!Fields.text(profile, "type").equals("Localhost")) {
            if (file.isTextual()) {
                errors.add(
                        FieldError.invalid(
                                filePath,
                                InternalForm.of("SeccompProfile", profile),
                                "can only be set when seccomp type is Localhost"));
            }
        } else if (file.isTextual()) {
            PathRules.descending(file.textValue(), filePath, errors);
        } else {
            errors.add(FieldError.required(filePath, "must be set when seccomp type is Localhost"));
        }
    }

    private static void appArmor(JsonNode profile, FieldPath path, List<FieldError> errors) {
        if (!profile.isObject()) {
            return;
        }
        String type = Fields.text(profile, "type");
        JsonNode file = Fields.at(profile, "localhostProfile");
        FieldPath filePath = path.child("localhostProfile");
        if (type.equals("Localhost")) {
            appArmorFile(file, filePath, errors);
        } else if (PROFILE_TYPES.contains(type)) {
            if (file.isTextual()) {
                errors.add(
                        FieldError.invalid(
                                filePath, file, "can only be set when AppArmor type is Localhost"));
            }
        } else {
            profileType(profile, "appArmorProfile", path, errors);
        }
    }

    private static void appArmorFile(JsonNode file, FieldPath path, List<FieldError> errors) {
        String name = file.asText("");
        if (!name.equals(name.strip())) {
            errors.add(FieldError.invalid(path, name, "must not be padded with whitespace"));
        } else if (name.isEmpty()) {
            errors.add(FieldError.required(path, "must be set when AppArmor type is Localhost"));
        }
        if (name.length() > MAX_PROFILE_LENGTH) {
            errors.add(FieldError.tooLong(path, MAX_PROFILE_LENGTH));
        }
    }

    private static void profileType(
            JsonNode profile, String field, FieldPath path, List<FieldError> errors) {
        String type = Fields.text(profile, "type");
        if (type.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("type"),
                            "type is required when %s is set".formatted(field)));
        } else {
            FieldChecks.oneOf(type, PROFILE_TYPES, path.child("type"), errors);
        }
    }

    /// A pod in its own user namespace shares no other namespace with its node.
    static void hostUsers(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (spec.path("hostUsers").asBoolean(true)) {
            return;
        }
        String why = "when `hostUsers` is false";
        for (String namespace : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (Fields.isTrue(spec, namespace)) {
                String name =
                        namespace.equals("hostNetwork") ? namespace : "H" + namespace.substring(1);
                errors.add(FieldError.forbidden(path.child(name), why));
            }
        }
    }

    /// The profile that holds for a container: its own, or the pod's.
    static Optional<JsonNode> profileOf(JsonNode spec, JsonNode container, String field) {
        JsonNode own = Fields.at(container, "securityContext", field);
        JsonNode shared = Fields.at(spec, "securityContext", field);
        return Optional.of(own.isObject() ? own : shared).filter(JsonNode::isObject);
    }
}
