package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// References to objects of any kind, which need not exist.
final class ReferenceRules {
    private ReferenceRules() {}

    /// A group, if any, a kind and a name.
    static void typed(JsonNode reference, FieldPath path, List<FieldError> errors) {
        if (Fields.has(reference, "apiGroup")) {
            String group = Fields.text(reference, "apiGroup");
            FieldChecks.invalid(path.child("apiGroup"), group, TextRules.subdomain(group), errors);
        }
        requiredSegment(reference, "kind", path, errors);
        requiredSegment(reference, "name", path, errors);
    }

    /// There, and fit to stand in a path.
    private static void requiredSegment(
            JsonNode node, String field, FieldPath path, List<FieldError> errors) {
        String value = Fields.text(node, field);
        if (value.isEmpty()) {
            errors.add(FieldError.required(path.child(field), ""));
        } else {
            segment(value, path.child(field), errors);
        }
    }

    /// Fit to stand in a path.
    private static void segment(String value, FieldPath path, List<FieldError> errors) {
        FieldChecks.invalid(path, value, TextRules.pathSegment(value, false), errors);
    }
}
