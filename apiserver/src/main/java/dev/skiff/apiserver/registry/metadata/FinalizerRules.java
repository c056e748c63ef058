package dev.skiff.apiserver.registry.metadata;

import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.util.List;

/// What finalizers of built-in kinds may be called.
public final class FinalizerRules {
    private static final List<String> STANDARD =
            List.of("kubernetes", "orphan", "foregroundDeletion");

    private FinalizerRules() {}

    /// A qualified name that is one of upstream's own words or has a domain in front.
    public static void name(String finalizer, FieldPath path, List<FieldError> errors) {
        for (String message : TextRules.qualifiedName(finalizer)) {
            errors.add(FieldError.invalid(path, finalizer, message));
        }
        standard(finalizer, path, errors);
    }

    /// Only that a name without a domain is one of upstream's own words.
    static void standard(String finalizer, FieldPath path, List<FieldError> errors) {
        if (finalizer.indexOf('/') < 0 && !STANDARD.contains(finalizer)) {
            errors.add(
                    FieldError.invalid(
                            path,
                            finalizer,
                            "name is neither a standard finalizer name nor is it fully qualified"));
        }
    }
}
