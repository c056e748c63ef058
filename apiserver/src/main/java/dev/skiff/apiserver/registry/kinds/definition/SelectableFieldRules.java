package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Fields that selectors may name: plain values outside the metadata.
final class SelectableFieldRules {
    private static final int MAX_FIELDS = 8;
    private static final List<String> TYPES = List.of("string", "boolean", "integer");

    private SelectableFieldRules() {}

    static void check(JsonNode fields, JsonNode schema, FieldPath path, List<FieldError> errors) {
        if (fields.isEmpty()) {
            return;
        }
        if (!schema.isObject()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            "",
                            "may only be set when `version.schema.openAPIV3Schema` is not included"));
            return;
        }
        Set<String> seen = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode field : fields) {
            field(
                    Fields.text(field, "jsonPath"),
                    schema,
                    seen,
                    path.index(i++).child("jsonPath"),
                    errors);
        }
        if (seen.size() > MAX_FIELDS) {
            errors.add(FieldError.tooMany(path, seen.size(), MAX_FIELDS));
        }
    }

    private static void field(
            String text,
            JsonNode schema,
            Set<String> seen,
            FieldPath path,
            List<FieldError> errors) {
        if (text.isEmpty()) {
            errors.add(FieldError.required(path, ""));
            return;
        }
        switch (SchemaPath.withoutBrackets().find(text, schema)) {
            case SchemaPath.Found(FieldPath place, JsonNode found) -> {
                if (text.startsWith(".metadata")
                        && (text.length() == ".metadata".length()
                                || text.charAt(".metadata".length()) == '.')) {
                    errors.add(
                            FieldError.invalid(path, text, "must not point to fields in metadata"));
                }
                if (!TYPES.contains(Fields.text(found, "type"))) {
                    errors.add(
                            FieldError.invalid(
                                    path,
                                    text,
                                    "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."));
                }
                if (!seen.add(place.text())) {
                    errors.add(FieldError.duplicate(path, text));
                }
            }
            case SchemaPath.Wrong(String detail) ->
                    errors.add(FieldError.invalid(path, text, "is an invalid path: " + detail));
        }
    }
}
