package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Kernel parameters of a pod.
final class SysctlRules {
    private static final String FORM =
            "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";
    private static final Pattern NAME = Pattern.compile(FORM);
    private static final int MAX_LENGTH = 253;
    private static final List<String> IPC_PREFIXES =
            List.of("kernel.msg", "kernel.sem", "kernel.shm", "fs.mqueue.");

    private SysctlRules() {}

    static void check(JsonNode spec, JsonNode sysctls, FieldPath path, List<FieldError> errors) {
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode sysctl : sysctls) {
            FieldPath namePath = path.index(i++).child("name");
            String name = Fields.text(sysctl, "name");
            if (name.isEmpty()) {
                errors.add(FieldError.required(namePath, ""));
            } else if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
                errors.add(
                        FieldError.invalid(
                                namePath,
                                name,
                                "must have at most %d characters and match regex %s"
                                        .formatted(MAX_LENGTH, FORM)));
            } else if (names.contains(name)) {
                errors.add(FieldError.duplicate(namePath, name));
            }
            ofTheNode(spec, name, namePath, errors);
            names.add(name);
        }
    }

    /// In a namespace that the pod shares with its node, its sysctls would be the node's.
    private static void ofTheNode(
            JsonNode spec, String name, FieldPath path, List<FieldError> errors) {
        String dotted = name.replace('/', '.');
        if (Fields.isTrue(spec, "hostNetwork") && dotted.startsWith("net.")) {
            errors.add(
                    FieldError.invalid(
                            path, name, "may not be specified when 'hostNetwork' is true"));
        } else if (Fields.isTrue(spec, "hostIPC")
                && IPC_PREFIXES.stream().anyMatch(dotted::startsWith)) {
            errors.add(
                    FieldError.invalid(path, name, "may not be specified when 'hostIPC' is true"));
        }
    }
}
