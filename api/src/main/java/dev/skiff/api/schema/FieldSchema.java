package dev.skiff.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// One field of a type.
///
/// @param isRequired whether the API documents it as required
/// @param isAtomic whether server-side apply owns the value as a whole, nothing within it
/// @param enumValues the documented values, sorted; empty when any goes. Documentation: validation
///     has its own lists
/// @param defaultValue a default the server applies; the empty values of required fields are no
///     defaults but [Presence#ALWAYS]
/// @param documentedDefault the default as the API documents it, empty values too
public record FieldSchema(
        String name,
        FieldType type,
        Presence presence,
        boolean isRequired,
        boolean isAtomic,
        PatchStrategy patchStrategy,
        List<String> enumValues,
        Optional<JsonNode> defaultValue,
        Optional<JsonNode> documentedDefault) {
    public FieldSchema {
        enumValues = List.copyOf(enumValues);
    }
}
