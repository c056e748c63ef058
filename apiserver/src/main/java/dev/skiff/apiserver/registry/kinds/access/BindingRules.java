package dev.skiff.apiserver.registry.kinds.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// Who is given which role.
public final class BindingRules {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final FieldPath ROLE = FieldPath.of("roleRef");
    private static final FieldPath SUBJECTS = FieldPath.of("subjects");
    private static final List<String> SUBJECT_KINDS = List.of("ServiceAccount", "User", "Group");

    private BindingRules() {}

    /// Roles, users and groups are of the group of roles.
    public static void applyDefaults(ObjectNode binding) {
        Fields.defaultText(Fields.child(binding, "roleRef"), "apiGroup", GROUP);
        for (JsonNode subject : Fields.at(binding, "subjects")) {
            String kind = Fields.text(subject, "kind");
            if (kind.equals("User") || kind.equals("Group")) {
                Fields.defaultText((ObjectNode) subject, "apiGroup", GROUP);
            }
        }
    }

    /// A binding in one namespace, whose service accounts may leave theirs out.
    public static void ofNamespace(JsonNode binding, List<FieldError> errors) {
        role(Fields.at(binding, "roleRef"), List.of("Role", "ClusterRole"), errors);
        int i = 0;
        for (JsonNode subject : Fields.at(binding, "subjects")) {
            subject(subject, SUBJECTS.index(i++), errors);
        }
    }

    public static void ofCluster(JsonNode binding, List<FieldError> errors) {
        role(Fields.at(binding, "roleRef"), List.of("ClusterRole"), errors);
        int i = 0;
        for (JsonNode subject : Fields.at(binding, "subjects")) {
            FieldPath path = SUBJECTS.index(i++);
            subject(subject, path, errors);
            if (Fields.text(subject, "kind").equals("ServiceAccount")) {
                FieldChecks.requiredText(subject, "namespace", path, errors);
            }
        }
    }

    private static void role(JsonNode role, List<String> kinds, List<FieldError> errors) {
        FieldChecks.oneOf(
                Fields.text(role, "apiGroup"), List.of(GROUP), ROLE.child("apiGroup"), errors);
        FieldChecks.oneOf(Fields.text(role, "kind"), kinds, ROLE.child("kind"), errors);
        String name = Fields.text(role, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(ROLE.child("name"), ""));
        } else {
            FieldChecks.invalid(
                    ROLE.child("name"), name, NameRule.PATH_SEGMENT.check(name), errors);
        }
    }

    private static void subject(JsonNode subject, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(subject, "name", path, errors);
        String name = Fields.text(subject, "name");
        String group = Fields.text(subject, "apiGroup");
        switch (Fields.text(subject, "kind")) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    FieldChecks.invalid(
                            path.child("name"), name, TextRules.subdomain(name), errors);
                }
                FieldChecks.oneOf(group, List.of(""), path.child("apiGroup"), errors);
            }
            case "User", "Group" ->
                    FieldChecks.oneOf(group, List.of(GROUP), path.child("apiGroup"), errors);
            default ->
                    FieldChecks.oneOf(
                            Fields.text(subject, "kind"),
                            SUBJECT_KINDS,
                            path.child("kind"),
                            errors);
        }
    }

    /// The role is chosen once: otherwise whoever may bind one role could hand out another.
    public static void sameRole(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "roleRef");
        if (!now.equals(Fields.at(stored, "roleRef"))) {
            errors.add(
                    FieldError.invalid(
                            ROLE, InternalForm.of("RoleRef", now), "cannot change roleRef"));
        }
    }
}
