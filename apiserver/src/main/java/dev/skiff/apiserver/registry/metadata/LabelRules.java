package dev.skiff.apiserver.registry.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What labels and annotations may be, wherever they stand.
public final class LabelRules {
    private static final int MAX_ANNOTATION_BYTES = 256 * 1024;

    private LabelRules() {}

    /// A map of label keys to label values.
    public static void labels(JsonNode labels, FieldPath path, List<FieldError> errors) {
        for (Map.Entry<String, JsonNode> label : Fields.entries(labels)) {
            key(label.getKey(), path, errors);
            String value = label.getValue().asText("");
            for (String message : TextRules.labelValue(value)) {
                errors.add(FieldError.invalid(path, value, message));
            }
        }
    }

    public static void key(String key, FieldPath path, List<FieldError> errors) {
        for (String message : TextRules.qualifiedName(key)) {
            errors.add(FieldError.invalid(path, key, message));
        }
    }

    /// A map of qualified names, in any case, to texts of 256 KiB in all.
    public static void annotations(JsonNode annotations, FieldPath path, List<FieldError> errors) {
        long size = 0;
        for (Map.Entry<String, JsonNode> annotation : Fields.entries(annotations)) {
            String key = annotation.getKey();
            for (String message : TextRules.qualifiedName(key.toLowerCase(Locale.ROOT))) {
                errors.add(FieldError.invalid(path, key, message));
            }
            size += bytes(key) + bytes(annotation.getValue().asText(""));
        }
        if (size > MAX_ANNOTATION_BYTES) {
            errors.add(FieldError.tooLong(path, MAX_ANNOTATION_BYTES));
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
