package dev.skiff.apiserver.registry.kinds.pod;

import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// What file paths may be.
final class PathRules {
    private PathRules() {}

    /// Relative, and never upwards.
    static void descending(String target, FieldPath path, List<FieldError> errors) {
        if (target.startsWith("/")) {
            errors.add(FieldError.invalid(path, target, "must be a relative path"));
        }
        noBacksteps(target, path, errors);
    }

    /// As [#descending], and not beginning with two dots, which the node uses itself.
    static void descendingUnreserved(String target, FieldPath path, List<FieldError> errors) {
        descending(target, path, errors);
        if (target.startsWith("..") && !target.startsWith("../")) {
            errors.add(FieldError.invalid(path, target, "must not start with '..'"));
        }
    }

    static void noBacksteps(String target, FieldPath path, List<FieldError> errors) {
        if (hasBackstep(target)) {
            errors.add(FieldError.invalid(path, target, "must not contain '..'"));
        }
    }

    static boolean hasBackstep(String target) {
        return target.contains("..") && List.of(target.split("/", -1)).contains("..");
    }
}
