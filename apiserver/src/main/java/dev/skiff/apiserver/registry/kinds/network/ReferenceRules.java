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
        FieldChecks.requiredSegment(reference, "kind", "", path, errors);
        FieldChecks.requiredSegment(reference, "name", "", path, errors);
    }

    /// What an IP address belongs to: a resource, its name, and where they have some its group and
    /// namespace.
    static void parent(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String group = Fields.text(reference, "group");
        if (!group.isEmpty()) {
            FieldChecks.invalid(path.child("group"), group, TextRules.subdomain(group), errors);
        }
        FieldChecks.requiredSegment(reference, "resource", "", path, errors);
        FieldChecks.requiredSegment(reference, "name", "", path, errors);
        String namespace = Fields.text(reference, "namespace");
        FieldChecks.invalid(
                path.child("namespace"),
                namespace,
                TextRules.pathSegment(namespace, false),
                errors);
    }
}
