package dev.skiff.apiserver.registry.kinds.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who a rule of a FlowSchema is about: one of a service account, a user and a group.
final class FlowSubjectRules {
    /// The kinds and the fields for them, in the order in which they are told.
    private static final Map<String, String> FIELDS = fields();

    private FlowSubjectRules() {}

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ServiceAccount", "serviceAccount");
        fields.put("User", "user");
        fields.put("Group", "group");
        return fields;
    }

    static void check(JsonNode subject, FieldPath path, List<FieldError> errors) {
        String kind = Fields.text(subject, "kind");
        String field = FIELDS.get(kind);
        if (field == null) {
            errors.add(
                    FieldError.notSupported(
                            path.child("kind"), kind, List.of("Group", "ServiceAccount", "User")));
            return;
        }
        JsonNode named = Fields.at(subject, field);
        if (named.isMissingNode()) {
            errors.add(
                    FieldError.required(
                            path.child(field),
                            "%s is required when subject kind is '%s'".formatted(field, kind)));
        } else if (kind.equals("ServiceAccount")) {
            account(named, path.child(field), errors);
        } else {
            FieldChecks.requiredText(named, "name", path.child(field), errors);
        }
        FIELDS.forEach(
                (otherKind, other) -> {
                    if (!other.equals(field) && Fields.has(subject, other)) {
                        errors.add(
                                FieldError.forbidden(
                                        path.child(other),
                                        "%s is forbidden when subject kind is not '%s'"
                                                .formatted(other, otherKind)));
                    }
                });
    }

    private static void account(JsonNode account, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(account, "name");
        FieldChecks.requiredText(account, "name", path, errors);
        if (!name.isEmpty() && !name.equals("*")) {
            FieldChecks.invalid(path.child("name"), name, TextRules.subdomain(name), errors);
        }
        String namespace = Fields.text(account, "namespace");
        if (namespace.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("namespace"), "must specify namespace for service account"));
        } else {
            FieldChecks.invalid(
                    path.child("namespace"), namespace, TextRules.dnsLabel(namespace), errors);
        }
    }
}
