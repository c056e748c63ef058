package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// Columns that a custom resource is printed with.
final class ColumnRules {
    private static final List<String> TYPES =
            List.of("boolean", "date", "integer", "number", "string");
    private static final List<String> FORMATS =
            List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");

    private ColumnRules() {}

    static void check(JsonNode columns, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode column : columns) {
            column(column, path.index(i++), errors);
        }
    }

    private static void column(JsonNode column, FieldPath path, List<FieldError> errors) {
        if (Fields.text(column, "name").isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        String type = Fields.text(column, "type");
        if (type.isEmpty()) {
            errors.add(FieldError.required(path.child("type"), oneOf(TYPES)));
        } else if (!TYPES.contains(type)) {
            errors.add(FieldError.invalid(path.child("type"), type, oneOf(TYPES)));
        }
        String format = Fields.text(column, "format");
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            errors.add(FieldError.invalid(path.child("format"), format, oneOf(FORMATS)));
        }
        String jsonPath = Fields.text(column, "jsonPath");
        if (jsonPath.isEmpty()) {
            errors.add(FieldError.required(path.child("JSONPath"), ""));
        } else {
            SubresourceRules.isSimple(jsonPath, path.child("JSONPath"), errors);
        }
    }

    private static String oneOf(List<String> values) {
        return "must be one of " + String.join(",", values);
    }
}
