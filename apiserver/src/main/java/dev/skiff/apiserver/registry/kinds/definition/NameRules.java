package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// The names of a custom resource, wished for or accepted.
final class NameRules {
    private static final String MIXED_CASE = "may have mixed case, but should otherwise match: ";

    private NameRules() {}

    /// Those that no definition is without.
    static void required(JsonNode names, FieldPath path, List<FieldError> errors) {
        for (String field : List.of("plural", "singular", "kind", "listKind")) {
            if (Fields.text(names, field).isEmpty()) {
                errors.add(FieldError.required(path.child(field), ""));
            }
        }
    }

    static void check(JsonNode names, FieldPath path, List<FieldError> errors) {
        optional(names, "plural", "", path, errors);
        optional(names, "singular", "", path, errors);
        optional(names, "kind", MIXED_CASE, path, errors);
        optional(names, "listKind", MIXED_CASE, path, errors);
        list(Fields.at(names, "shortNames"), path.child("shortNames"), errors);
        String kind = Fields.text(names, "kind");
        if (!kind.isEmpty() && kind.equals(Fields.text(names, "listKind"))) {
            errors.add(
                    FieldError.invalid(
                            path.child("listKind"), kind, "kind and listKind may not be the same"));
        }
        list(Fields.at(names, "categories"), path.child("categories"), errors);
    }

    private static void optional(
            JsonNode names, String field, String prefix, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(names, field);
        if (!name.isEmpty()) {
            DefinitionRules.label(name, prefix, path.child(field), errors);
        }
    }

    private static void list(JsonNode names, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (String name : Fields.texts(names)) {
            DefinitionRules.label(name, "", path.index(i++), errors);
        }
    }
}
