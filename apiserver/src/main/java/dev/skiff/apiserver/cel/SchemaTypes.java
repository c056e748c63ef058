package dev.skiff.apiserver.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The types of what schemas describe. Fields that a schema does not describe cannot be named.
final class SchemaTypes {
    private final Map<String, Map<String, CelType>> structs = new LinkedHashMap<>();

    CelCompiler compiler(CelType self, CelType oldSelf) {
        return Language.compiler(structs, Map.of("self", self, "oldSelf", oldSelf));
    }

    Optional<CelType> of(JsonNode schema, boolean isObject, String name) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.path("type").asText("")) {
            case "array" -> nested(schema.path("items"), name + ".@idx").map(ListType::create);
            case "object" ->
                    schema.path("additionalProperties").isObject()
                            ? nested(schema.path("additionalProperties"), name + ".@elem")
                                    .map(value -> MapType.create(SimpleType.STRING, value))
                            : Optional.of(struct(schema, isObject, name));
            case "string" -> Optional.of(text(schema.path("format").asText("")));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "integer" -> Optional.of(SimpleType.INT);
            default -> Optional.empty();
        };
    }

    private Optional<CelType> nested(JsonNode schema, String name) {
        boolean isObject = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
        return schema.isObject() ? of(schema, isObject, name) : Optional.empty();
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    private CelType struct(JsonNode schema, boolean isObject, String name) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String field = Identifiers.escaped(property.getKey());
            if (!field.isEmpty()) {
                nested(property.getValue(), name + "." + field)
                        .ifPresent(type -> fields.put(field, type));
            }
        }
        if (isObject) {
            fields.put("kind", SimpleType.STRING);
            fields.put("apiVersion", SimpleType.STRING);
            String metadata = name + ".metadata";
            structs.put(
                    metadata, Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING));
            fields.put("metadata", StructTypeReference.create(metadata));
        }
        structs.put(name, fields);
        return StructTypeReference.create(name);
    }
}
