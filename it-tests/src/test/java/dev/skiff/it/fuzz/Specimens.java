package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;

/// Makes objects of every kind from its schema: right in every type, and often beside what
/// validation asks for.
final class Specimens {
    private static final int MAX_DEPTH = 9;

    private final SchemaCatalogue schemas;

    Specimens(SchemaCatalogue schemas) {
        this.schemas = schemas;
    }

    FuzzRequest create(String namespace, Chooser chooser) {
        Kind kind = chooser.of(Kinds.ALL);
        ObjectNode object = Json.object();
        object.put("apiVersion", kind.groupVersion().apiVersion()).put("kind", kind.name());
        object.putObject("metadata").put("name", "s" + chooser.below(200));
        for (FieldSchema field : schemas.forKind(kind).fields().values()) {
            boolean isOurs = !object.has(field.name()) && !field.name().equals("status");
            if (isOurs && (field.isRequired() || !chooser.oneIn(5))) {
                object.set(field.name(), value(field, 1, chooser));
            }
        }
        return FuzzRequest.json("POST", kind.collectionPath(namespace), Json.write(object));
    }

    private JsonNode value(FieldSchema field, int depth, Chooser chooser) {
        return field.enumValues().isEmpty()
                ? value(field.type(), field.name(), depth, chooser)
                : TextNode.valueOf(chooser.of(field.enumValues()));
    }

    private JsonNode value(FieldType type, String name, int depth, Chooser chooser) {
        return switch (type) {
            case FieldType.Scalar scalar -> scalar(scalar.kind(), name, chooser);
            case FieldType.Struct struct -> object(struct.schema(), depth, chooser);
            case FieldType.ListOf list -> {
                var values = JsonNodeFactory.instance.arrayNode();
                int count = depth > MAX_DEPTH ? 0 : chooser.few(2);
                for (int i = 0; i < count; i++) {
                    values.add(value(list.element(), name, depth + 1, chooser));
                }
                yield values;
            }
            case FieldType.MapOf map -> {
                ObjectNode values = Json.object();
                if (depth <= MAX_DEPTH) {
                    values.set("app", value(map.value(), name, depth + 1, chooser));
                }
                yield values;
            }
        };
    }

    private ObjectNode object(TypeSchema schema, int depth, Chooser chooser) {
        ObjectNode object = Json.object();
        for (FieldSchema field : schema.fields().values()) {
            boolean isWanted = depth <= MAX_DEPTH && chooser.oneIn(2 + depth);
            if (field.isRequired() && depth <= 2 * MAX_DEPTH || isWanted) {
                object.set(field.name(), value(field, depth + 1, chooser));
            }
        }
        return object;
    }

    private static JsonNode scalar(ScalarKind kind, String name, Chooser chooser) {
        return switch (kind) {
            case STRING -> TextNode.valueOf(text(name, chooser));
            case INT32, INT64, INT_OR_STRING, NUMBER ->
                    JsonNodeFactory.instance.numberNode(chooser.below(4) * chooser.below(30));
            case BOOLEAN -> BooleanNode.valueOf(chooser.oneIn(2));
            case QUANTITY -> TextNode.valueOf(chooser.below(9) + (chooser.oneIn(2) ? "" : "Mi"));
            case TIME -> TextNode.valueOf("2024-05-06T07:08:09Z");
            case MICRO_TIME -> TextNode.valueOf("2024-05-06T07:08:09.000001Z");
            case BYTES -> TextNode.valueOf("YWJj");
            case RAW_OBJECT, ANY, FIELDS_V1 -> Json.object().put("type", "object");
        };
    }

    private static String text(String name, Chooser chooser) {
        return chooser.oneIn(6)
                ? OddValues.text(chooser)
                : switch (name) {
                    case "path", "mountPath" -> "/a/b";
                    case "cidr", "cidrs", "podCIDR" -> "10.1.0.0/16";
                    case "ip", "addresses", "clusterIP" -> "10.96.7." + chooser.below(250);
                    case "apiVersion", "apiVersions", "version" -> "v1";
                    case "expression" -> "true";
                    case "schedule" -> "* * * * *";
                    case "url" -> "https://example.com/a";
                    default -> "a" + chooser.below(3);
                };
    }
}
