package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.PatchStrategy;
import dev.skiff.api.schema.Presence;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.TypeSchema;
import dev.skiff.api.schema.TypeSchema.GroupVersionKind;
import dev.skiff.api.schema.Union;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Writes types, and all types they refer to, as OpenAPI schemas.
final class SchemaWriter {
    /// Types that every group version has as its own, too.
    private static final List<String> OF_EVERY_GROUP =
            List.of("meta.v1.DeleteOptions", "meta.v1.WatchEvent");

    private final Dialect dialect;
    private final List<GroupVersion> groupVersions;
    private final Descriptions descriptions;
    private final TreeMap<String, ObjectNode> written = new TreeMap<>();
    private final Deque<TypeSchema> waiting = new ArrayDeque<>();

    /// @param groupVersions those the document is about
    SchemaWriter(Dialect dialect, List<GroupVersion> groupVersions, Descriptions descriptions) {
        this.dialect = dialect;
        this.groupVersions = List.copyOf(groupVersions);
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
        schema.put("type", "object");
        Set<GroupVersionKind> kinds = kinds(type);
        if (!kinds.isEmpty()) {
            ArrayNode list = schema.putArray(GroupVersionKinds.EXTENSION);
            kinds.forEach(
                    kind -> list.add(GroupVersionKinds.node(kind.groupVersion(), kind.kind())));
        }
        if (type.isAtomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        addUnions(schema, type.unions());
        return schema;
    }

    private Set<GroupVersionKind> kinds(TypeSchema type) {
        if (!OF_EVERY_GROUP.contains(type.name())) {
            return new LinkedHashSet<>(type.kinds());
        }
        Set<GroupVersionKind> kinds = new LinkedHashSet<>();
        kinds.add(new GroupVersionKind(new GroupVersion("", "v1"), type.simpleName()));
        groupVersions.forEach(
                groupVersion -> kinds.add(new GroupVersionKind(groupVersion, type.simpleName())));
        return kinds;
    }

    private ObjectNode field(TypeSchema owner, FieldSchema field) {
        ObjectNode more = Json.object();
        describe(more, descriptions.ofField(owner, field.name()));
        if (dialect.showsDefaults()) {
            defaultOf(field).ifPresent(value -> more.set("default", value));
        }
        if (!field.enumValues().isEmpty()) {
            field.enumValues().forEach(more.putArray("enum")::add);
        }
        if (field.type() instanceof FieldType.ListOf list && !isItemsOfList(owner, field)) {
            addListType(more, list);
        }
        if (field.isAtomic() && field.type() instanceof FieldType.MapOf) {
            more.put("x-kubernetes-map-type", "atomic");
        }
        addPatchStrategy(more, field.patchStrategy());
        ObjectNode value = value(field.type());
        if (!value.has("$ref")) {
            value.setAll(more);
            return value;
        }
        return more.isEmpty() ? value : dialect.besides(value, more);
    }

    /// The objects of a list kind are no list that anybody could own or merge.
    private static boolean isItemsOfList(TypeSchema owner, FieldSchema field) {
        return field.name().equals("items") && owner.struct("metadata").isPresent();
    }

    /// Upstream documents the empty value of objects that are always there.
    private static Optional<JsonNode> defaultOf(FieldSchema field) {
        return field.type() instanceof FieldType.Struct && field.presence() == Presence.ALWAYS
                ? Optional.of(Json.object())
                : field.documentedDefault();
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
        if (!strategy.mergeKey().isEmpty()) {
            schema.put("x-kubernetes-patch-merge-key", strategy.mergeKey());
        }
        if (!names.isEmpty()) {
            schema.put("x-kubernetes-patch-strategy", String.join(",", names));
        }
    }

    private ObjectNode value(FieldType type) {
        return switch (type) {
            case FieldType.Scalar scalar -> scalar(scalar.kind());
            case FieldType.Struct struct -> {
                waiting.add(struct.schema());
                yield dialect.reference(SchemaNames.of(struct.name()));
            }
            case FieldType.ListOf list -> {
                ObjectNode schema = Json.object();
                schema.set("items", value(list.element()));
                yield schema.put("type", "array");
            }
            case FieldType.MapOf map -> {
                ObjectNode schema = Json.object();
                schema.set("additionalProperties", value(map.value()));
                yield schema.put("type", "object");
            }
        };
    }

    private ObjectNode scalar(ScalarKind kind) {
        return switch (kind) {
            case STRING -> typed("string");
            case INT32 -> typed("integer").put("format", "int32");
            case INT64 -> typed("integer").put("format", "int64");
            case NUMBER -> typed("number").put("format", "double");
            case BOOLEAN -> typed("boolean");
            case BYTES -> typed("string").put("format", "byte");
            case ANY -> Json.object().put("x-kubernetes-preserve-unknown-fields", true);
            case QUANTITY -> named(SchemaNames.QUANTITY, dialect.either("string", "number"));
            case INT_OR_STRING ->
                    named(
                            SchemaNames.INT_OR_STRING,
                            dialect.either("integer", "string").put("format", "int-or-string"));
            case TIME -> named(SchemaNames.TIME, typed("string").put("format", "date-time"));
            case MICRO_TIME ->
                    named(SchemaNames.MICRO_TIME, typed("string").put("format", "date-time"));
            case FIELDS_V1 -> named(SchemaNames.FIELDS_V1, typed("object"));
            case RAW_OBJECT -> named(SchemaNames.RAW_EXTENSION, typed("object"));
        };
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private ObjectNode named(String name, ObjectNode schema) {
        describe(schema, descriptions.ofType(name));
        written.putIfAbsent(name, schema);
        return dialect.reference(name);
    }

    private static void describe(ObjectNode schema, String text) {
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
    }
}
