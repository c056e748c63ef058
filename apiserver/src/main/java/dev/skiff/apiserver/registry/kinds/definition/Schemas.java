package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Schemas within schemas.
final class Schemas {
    private Schemas() {}

    /// Those right below one.
    static List<JsonNode> below(JsonNode schema) {
        List<JsonNode> below = new ArrayList<>();
        below.add(Fields.at(schema, "not"));
        for (String join : List.of("allOf", "anyOf", "oneOf")) {
            Fields.at(schema, join).forEach(below::add);
        }
        below.add(Fields.at(schema, "additionalProperties"));
        below.add(Fields.at(schema, "items"));
        Fields.at(schema, "properties").forEach(below::add);
        below.removeIf(part -> !part.isObject());
        return below;
    }

    /// One and all below it.
    static void each(JsonNode schema, Consumer<JsonNode> visitor) {
        visitor.accept(schema);
        below(schema).forEach(part -> each(part, visitor));
    }
}
