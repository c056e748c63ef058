package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What a pod that names its operating system may not say.
final class OperatingSystemRules {
    private static final String NOT_ON_WINDOWS = "cannot be set for a windows pod";
    private static final String NOT_ON_LINUX = "windows options cannot be set for a linux pod";

    /// Fields of a pod that are Linux's, as they are checked; those without a slash stand in the
    /// spec itself.
    private static final List<String> LINUX_POD_FIELDS =
            List.of(
                    "securityContext/appArmorProfile",
                    "securityContext/seLinuxOptions",
                    "hostUsers",
                    "hostPID",
                    "hostIPC",
                    "securityContext/seccompProfile",
                    "securityContext/fsGroup",
                    "securityContext/fsGroupChangePolicy",
                    "securityContext/sysctls",
                    "shareProcessNamespace",
                    "securityContext/runAsUser",
                    "securityContext/runAsGroup",
                    "securityContext/supplementalGroups",
                    "securityContext/supplementalGroupsPolicy",
                    "securityContext/seLinuxChangePolicy");

    private static final List<String> LINUX_CONTAINER_FIELDS =
            List.of(
                    "appArmorProfile",
                    "seLinuxOptions",
                    "seccompProfile",
                    "capabilities",
                    "readOnlyRootFilesystem",
                    "privileged",
                    "allowPrivilegeEscalation",
                    "procMount",
                    "runAsUser",
                    "runAsGroup");

    private OperatingSystemRules() {}

    static void check(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(spec, "os")) {
            return;
        }
        String name = Fields.text(spec, "os", "name");
        switch (name) {
            case "linux" -> linux(spec, path, errors);
            case "windows" -> windows(spec, path, errors);
            case "" ->
                    errors.add(
                            FieldError.required(path.child("os").child("name"), "cannot be empty"));
            default ->
                    FieldChecks.oneOf(name, List.of("linux", "windows"), path.child("os"), errors);
        }
    }

    private static void linux(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (Fields.at(spec, "securityContext", "windowsOptions").isObject()) {
            FieldPath options = path.child("securityContext").child("windowsOptions");
            errors.add(FieldError.forbidden(options, NOT_ON_LINUX));
        }
        for (ContainerAt container : ContainerAt.everywhere(spec, path)) {
            if (Fields.at(container.node(), "securityContext", "windowsOptions").isObject()) {
                FieldPath options = container.path().child("securityContext");
                errors.add(FieldError.forbidden(options.child("windowsOptions"), NOT_ON_LINUX));
            }
        }
    }

    private static void windows(JsonNode spec, FieldPath path, List<FieldError> errors) {
        for (String field : LINUX_POD_FIELDS) {
            String[] names = field.split("/");
            JsonNode owner = names.length == 2 ? Fields.at(spec, names[0]) : spec;
            FieldPath ownerPath = names.length == 2 ? path.child(names[0]) : path;
            String last = names[names.length - 1];
            JsonNode value = Fields.at(owner, last);
            boolean isUnset =
                    (last.equals("hostPID") || last.equals("hostIPC")) && !value.asBoolean(false);
            if (!value.isMissingNode() && !isUnset) {
                errors.add(FieldError.forbidden(ownerPath.child(last), NOT_ON_WINDOWS));
            }
        }
        for (ContainerAt container : ContainerAt.everywhere(spec, path)) {
            JsonNode context = Fields.at(container.node(), "securityContext");
            for (String field : LINUX_CONTAINER_FIELDS) {
                if (Fields.has(context, field)) {
                    FieldPath contextPath = container.path().child("securityContext");
                    errors.add(FieldError.forbidden(contextPath.child(field), NOT_ON_WINDOWS));
                }
            }
        }
    }
}
