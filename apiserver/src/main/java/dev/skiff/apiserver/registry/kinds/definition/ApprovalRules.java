package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Groups of the Kubernetes project take definitions that it approved, or that say they are not.
final class ApprovalRules {
    private static final String ANNOTATION = "api-approved.kubernetes.io";
    private static final FieldPath PATH = FieldPath.of("metadata", "annotations").key(ANNOTATION);
    private static final String NEEDED =
            "protected groups must have approval annotation \"" + ANNOTATION + "\"";
    private static final String SEE = ", see https://github.com/kubernetes/enhancements/pull/1111";

    private ApprovalRules() {}

    static void check(ObjectNode definition, List<FieldError> errors) {
        if (isProtected(definition)) {
            problem(definition).ifPresent(errors::add);
        }
    }

    /// What is as good or bad as before is let be.
    static void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        if (isProtected(updated) && state(text(updated)) != state(text(stored))) {
            problem(updated).ifPresent(errors::add);
        }
    }

    private static boolean isProtected(ObjectNode definition) {
        String group = "." + Fields.text(definition, "spec", "group");
        return group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io");
    }

    private static String text(ObjectNode definition) {
        return Fields.text(definition, "metadata", "annotations", ANNOTATION);
    }

    private static Optional<FieldError> problem(ObjectNode definition) {
        String text = text(definition);
        return switch (state(text)) {
            case MISSING -> Optional.of(FieldError.required(PATH, NEEDED + SEE));
            case INVALID ->
                    Optional.of(
                            FieldError.invalid(
                                    PATH,
                                    text,
                                    NEEDED
                                            + " with either a URL or a reason starting with \"unapproved\""
                                            + SEE));
            case APPROVED, BYPASSED -> Optional.empty();
        };
    }

    private static Approval state(String text) {
        if (text.isEmpty()) {
            return Approval.MISSING;
        }
        if (text.startsWith("unapproved")) {
            return Approval.BYPASSED;
        }
        try {
            URI uri = new URI(text);
            boolean isUrl = uri.getScheme() != null && uri.getRawAuthority() != null;
            return isUrl ? Approval.APPROVED : Approval.INVALID;
        } catch (URISyntaxException e) {
            return Approval.INVALID;
        }
    }

    private enum Approval {
        MISSING,
        BYPASSED,
        APPROVED,
        INVALID
    }
}
