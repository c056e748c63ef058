package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// ConfigMaps and Secrets that were made immutable, which cannot be undone.
final class FrozenData {
    private static final String FROZEN = "field is immutable when `immutable` is set";

    private FrozenData() {}

    static void check(
            ObjectNode updated, ObjectNode stored, List<String> fields, List<FieldError> errors) {
        if (!Fields.isTrue(stored, "immutable")) {
            return;
        }
        if (!Fields.isTrue(updated, "immutable")) {
            errors.add(FieldError.forbidden(FieldPath.of("immutable"), FROZEN));
        }
        for (String field : fields) {
            JsonNode now = Fields.at(updated, field);
            JsonNode before = Fields.at(stored, field);
            if (!now.equals(before) && !(now.isEmpty() && before.isEmpty())) {
                errors.add(FieldError.forbidden(FieldPath.of(field), FROZEN));
            }
        }
    }
}
