package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a namespace asks of its pods, by its labels. A label that makes no sense counts as the
/// strictest there is where pods are refused, and as none where they are only warned of.
///
/// @param enforce which pods are refused
/// @param warn which pods and workloads their makers are warned of
/// @param errors the labels that make no sense
public record NamespacePolicy(Standard enforce, Standard warn, List<FieldError> errors) {
    private static final String PREFIX = "pod-security.kubernetes.io/";
    private static final FieldPath LABELS = FieldPath.of("metadata", "labels");

    public NamespacePolicy {
        errors = List.copyOf(errors);
    }

    /// @param namespace the whole object
    public static NamespacePolicy of(JsonNode namespace) {
        JsonNode labels = Fields.at(namespace, "metadata", "labels");
        List<FieldError> errors = new ArrayList<>(0);
        Standard enforce = standard(labels, "enforce", Level.RESTRICTED, errors);
        standard(labels, "audit", Level.PRIVILEGED, errors);
        Standard warn = standard(labels, "warn", Level.PRIVILEGED, errors);
        return new NamespacePolicy(enforce, warn, errors);
    }

    private static Standard standard(
            JsonNode labels, String mode, Level whenMalformed, List<FieldError> errors) {
        Standard standard = Standard.NONE;
        String levelKey = PREFIX + mode;
        if (Fields.has(labels, levelKey)) {
            String text = Fields.text(labels, levelKey);
            Optional<Level> level = Level.parse(text);
            if (level.isEmpty()) {
                refuse(levelKey, text, "must be one of privileged, baseline, restricted", errors);
            }
            standard = standard.at(level.orElse(whenMalformed));
        }
        String versionKey = levelKey + "-version";
        if (Fields.has(labels, versionKey)) {
            String text = Fields.text(labels, versionKey);
            Optional<PolicyVersion> version = PolicyVersion.parse(text);
            if (version.isEmpty()) {
                refuse(versionKey, text, "must be \"latest\" or \"v1.x\"", errors);
            }
            standard = standard.asOf(version.orElse(PolicyVersion.LATEST));
        }
        return standard;
    }

    private static void refuse(String key, String value, String why, List<FieldError> errors) {
        errors.add(FieldError.invalid(LABELS.key(key), value, why));
    }
}
