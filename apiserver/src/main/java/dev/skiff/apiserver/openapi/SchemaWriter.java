package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.PatchStrategy;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.TypeSchema;
import dev.skiff.api.schema.Union;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/// Writes types, and all types they refer to, as OpenAPI schemas.
final class SchemaWriter {
    private final Descriptions descriptions;
    private final TreeMap<String, ObjectNode> written = new TreeMap<>();
    private final Deque<TypeSchema> waiting = new ArrayDeque<>();

    SchemaWriter(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    void add(TypeSchema type) {
        waiting.add(type);
        while (!waiting.isEmpty()) {
            TypeSchema next = waiting.poll();
            String name = SchemaNames.of(next.name());
            if (!written.containsKey(name)) {
                written.put(name, Json.object());
                written.put(name, type(next));
            }
        }
    }

    /// All schemas by name.
    ObjectNode schemas() {
        ObjectNode schemas = Json.object();
        written.forEach(schemas::set);
        return schemas;
    }

    private ObjectNode type(TypeSchema type) {
        ObjectNode schema = Json.object();
        describe(schema, descriptions.ofType(type.name()));
        schema.put("type", "object");
        ObjectNode properties = Json.object();
        List<String> required = new ArrayList<>();
        for (FieldSchema field : type.fields().values()) {
            properties.set(field.name(), field(type, field));
            if (field.isRequired()) {
                required.add(field.name());
            }
        }
        if (!properties.isEmpty()) {
            schema.set("properties", properties);
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        if (!type.kinds().isEmpty()) {
            ArrayNode kinds = schema.putArray(GroupVersionKinds.EXTENSION);
            type.kinds()
                    .forEach(
                            kind ->
                                    kinds.add(
                                            GroupVersionKinds.node(
                                                    kind.groupVersion(), kind.kind())));
        }
        if (type.isAtomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        addUnions(schema, type.unions());
        return schema;
    }

    private ObjectNode field(TypeSchema owner, FieldSchema field) {
        ObjectNode schema = value(field.type());
        describe(schema, descriptions.ofField(owner.name(), field.name()));
        field.defaultValue().ifPresent(value -> schema.set("default", value));
        if (!field.enumValues().isEmpty()) {
            field.enumValues().forEach(schema.putArray("enum")::add);
        }
        if (field.type() instanceof FieldType.ListOf list) {
            addListType(schema, list);
        }
        if (field.isAtomic() && field.type() instanceof FieldType.MapOf) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        addPatchStrategy(schema, field.patchStrategy());
        return schema;
    }

    private static void addUnions(ObjectNode schema, List<Union> unions) {
        if (unions.isEmpty()) {
            return;
        }
        ArrayNode list = schema.putArray("x-kubernetes-unions");
        for (Union union : unions) {
            ObjectNode node = list.addObject();
            if (!union.discriminator().isEmpty()) {
                node.put("discriminator", union.discriminator());
            }
            union.fields().forEach(node.putObject("fields-to-discriminateBy")::put);
        }
    }

    private static void addListType(ObjectNode schema, FieldType.ListOf list) {
        switch (list.kind()) {
            case ATOMIC -> schema.put("x-kubernetes-list-type", "atomic");
            case SET -> schema.put("x-kubernetes-list-type", "set");
            case MAP -> {
                list.keys().forEach(schema.putArray("x-kubernetes-list-map-keys")::add);
                schema.put("x-kubernetes-list-type", "map");
            }
        }
    }

    private static void addPatchStrategy(ObjectNode schema, PatchStrategy strategy) {
        List<String> names = new ArrayList<>();
        if (strategy.merges()) {
            names.add("merge");
        }
        if (strategy.retainsKeys()) {
            names.add("retainKeys");
        }
        if (strategy.replaces()) {
            names.add("replace");
        }
        if (!names.isEmpty()) {
            schema.put("x-kubernetes-patch-strategy", String.join(",", names));
        }
        if (!strategy.mergeKey().isEmpty()) {
            schema.put("x-kubernetes-patch-merge-key", strategy.mergeKey());
        }
    }

    private ObjectNode value(FieldType type) {
        return switch (type) {
            case FieldType.Scalar scalar -> scalar(scalar.kind());
            case FieldType.Struct struct -> {
                waiting.add(struct.schema());
                yield reference(SchemaNames.of(struct.name()));
            }
            case FieldType.ListOf list -> {
                ObjectNode schema = Json.object().put("type", "array");
                schema.set("items", value(list.element()));
                yield schema;
            }
            case FieldType.MapOf map -> {
                ObjectNode schema = Json.object().put("type", "object");
                schema.set("additionalProperties", value(map.value()));
                yield schema;
            }
        };
    }

    private ObjectNode scalar(ScalarKind kind) {
        return switch (kind) {
            case STRING -> Json.object().put("type", "string");
            case INT32 -> Json.object().put("type", "integer").put("format", "int32");
            case INT64 -> Json.object().put("type", "integer").put("format", "int64");
            case NUMBER -> Json.object().put("type", "number").put("format", "double");
            case BOOLEAN -> Json.object().put("type", "boolean");
            case BYTES -> Json.object().put("type", "string").put("format", "byte");
            case ANY -> Json.object().put("x-kubernetes-preserve-unknown-fields", true);
            case QUANTITY -> named(SchemaNames.QUANTITY, oneOf("string", "number"));
            case INT_OR_STRING ->
                    named(
                            SchemaNames.INT_OR_STRING,
                            oneOf("integer", "string").put("format", "int-or-string"));
            case TIME -> named(SchemaNames.TIME, dateTime());
            case MICRO_TIME -> named(SchemaNames.MICRO_TIME, dateTime());
            case FIELDS_V1 -> named(SchemaNames.FIELDS_V1, Json.object().put("type", "object"));
            case RAW_OBJECT ->
                    named(SchemaNames.RAW_EXTENSION, Json.object().put("type", "object"));
        };
    }

    private static ObjectNode oneOf(String first, String second) {
        ObjectNode schema = Json.object();
        ArrayNode alternatives = schema.putArray("oneOf");
        alternatives.addObject().put("type", first);
        alternatives.addObject().put("type", second);
        return schema;
    }

    private static ObjectNode dateTime() {
        return Json.object().put("type", "string").put("format", "date-time");
    }

    private ObjectNode named(String name, ObjectNode schema) {
        describe(schema, descriptions.ofType(name));
        written.putIfAbsent(name, schema);
        return reference(name);
    }

    /// A reference stands in `allOf`, so that a description may stand beside it.
    private static ObjectNode reference(String name) {
        ObjectNode schema = Json.object();
        schema.putArray("allOf").addObject().put("$ref", SchemaNames.reference(name));
        return schema;
    }

    private static void describe(ObjectNode schema, String text) {
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
    }
}
