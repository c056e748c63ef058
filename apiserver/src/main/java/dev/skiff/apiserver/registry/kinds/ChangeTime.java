package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/// The annotation that says when the change happened that an object reflects.
final class ChangeTime {
    private ChangeTime() {}

    static void check(ObjectNode object, String annotation, List<FieldError> errors) {
        String time = Fields.text(object, "metadata", "annotations", annotation);
        if (time.isEmpty()) {
            return;
        }
        try {
            Instant.parse(time);
        } catch (DateTimeParseException e) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("annotations").key(annotation),
                            time,
                            "invalid format for %s".formatted(annotation)));
        }
    }
}
