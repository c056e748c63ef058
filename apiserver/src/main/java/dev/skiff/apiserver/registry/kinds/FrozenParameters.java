package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// What a class tells its driver is told once: volumes were made by it.
final class FrozenParameters {
    private FrozenParameters() {}

    static void check(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "parameters");
        JsonNode before = Fields.at(stored, "parameters");
        boolean isSame = now.equals(before) || (now.isEmpty() && before.isEmpty());
        if (!isSame) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("parameters"),
                            InternalForm.sortedMap(now),
                            FieldChecks.IMMUTABLE));
        }
    }
}
