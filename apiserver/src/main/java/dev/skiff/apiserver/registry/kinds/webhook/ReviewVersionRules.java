package dev.skiff.apiserver.registry.kinds.webhook;

import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// The versions of reviews that a webhook says it understands.
public final class ReviewVersionRules {
    static final List<String> KNOWN = List.of("v1", "v1beta1");

    private ReviewVersionRules() {}

    /// @param whenNone what is said when there is none
    public static void form(
            List<String> versions, String whenNone, FieldPath path, List<FieldError> errors) {
        if (versions.isEmpty()) {
            errors.add(FieldError.required(path, whenNone));
        }
        for (int i = 0; i < versions.size(); i++) {
            String version = versions.get(i);
            if (versions.subList(0, i).contains(version)) {
                errors.add(FieldError.invalid(path.index(i), version, "duplicate version"));
            } else {
                FieldChecks.invalid(
                        path.index(i), version, TextRules.dns1035Label(version), errors);
            }
        }
    }

    /// One of them at least, if there are any, must be one that API servers send.
    public static void known(List<String> versions, FieldPath path, List<FieldError> errors) {
        if (!versions.isEmpty() && versions.stream().noneMatch(KNOWN::contains)) {
            errors.add(
                    FieldError.invalid(
                            path,
                            AdmissionRuleRules.list(versions),
                            "must include at least one of " + String.join(", ", KNOWN)));
        }
    }
}
