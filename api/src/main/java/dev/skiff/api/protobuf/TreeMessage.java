package dev.skiff.api.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.TypeSchema;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Turns a tree into a message: what [MessageTree] does, the other way round. The tree is one of
/// ours, complete and of its schema.
final class TreeMessage {
    private TreeMessage() {}

    /// A message of this form with the tree's fields. Fields the message does not know are left
    /// out.
    static DynamicMessage of(Descriptor form, JsonNode tree, TypeSchema type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(form);
        for (FieldDescriptor field : form.getFields()) {
            Optional<FieldSchema> schema = MessageTree.field(type, field.getName());
            if (schema.isPresent()) {
                JsonNode value = tree.path(schema.get().name());
                if (!value.isMissingNode() && !value.isNull()) {
                    set(message, field, value, schema.get().type());
                }
            } else if (isPart(field)) {
                DynamicMessage part = of(field.getMessageType(), tree, type);
                if (!part.getAllFields().isEmpty()) {
                    message.setField(field, part);
                }
            }
        }
        return message.build();
    }

    private static boolean isPart(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
    }

    private static void set(
            DynamicMessage.Builder message, FieldDescriptor field, JsonNode value, FieldType type) {
        if (field.isMapField()) {
            FieldType element = type instanceof FieldType.MapOf(var of) ? of : type;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                message.addRepeatedField(field, entry(field, entry, element));
            }
        } else if (field.isRepeated()) {
            FieldType element = type instanceof FieldType.ListOf list ? list.element() : type;
            value.forEach(one -> message.addRepeatedField(field, value(field, one, element)));
        } else {
            message.setField(field, value(field, value, type));
        }
    }

    private static DynamicMessage entry(
            FieldDescriptor map, Map.Entry<String, JsonNode> entry, FieldType element) {
        Descriptor form = map.getMessageType();
        FieldDescriptor value = form.findFieldByNumber(2);
        return DynamicMessage.newBuilder(form)
                .setField(form.findFieldByNumber(1), entry.getKey())
                .setField(value, value(value, entry.getValue(), element))
                .build();
    }

    private static Object value(FieldDescriptor field, JsonNode value, FieldType type) {
        return switch (field.getJavaType()) {
            case STRING -> value.asText();
            case INT -> value.asInt();
            case LONG -> value.asLong();
            case DOUBLE -> value.asDouble();
            case FLOAT -> (float) value.asDouble();
            case BOOLEAN -> value.asBoolean();
            case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(value.asText()));
            case MESSAGE -> message(field.getMessageType(), value, type);
            case ENUM -> throw new IllegalStateException(field + " is an enum");
        };
    }

    private static DynamicMessage message(Descriptor form, JsonNode value, FieldType type) {
        return switch (type) {
            case FieldType.Struct struct -> of(form, value, struct.schema());
            case FieldType.Scalar(var kind, _) -> special(form, kind, value);
            case FieldType.ListOf list -> items(form, value, list.element());
            case FieldType.MapOf _ ->
                    throw new IllegalStateException("a map is no " + form.getFullName());
        };
    }

    /// A list that is a message of its own.
    private static DynamicMessage items(Descriptor form, JsonNode list, FieldType element) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(form);
        FieldDescriptor items = form.findFieldByName("items");
        list.forEach(one -> message.addRepeatedField(items, value(items, one, element)));
        return message.build();
    }

    private static DynamicMessage special(Descriptor form, ScalarKind kind, JsonNode value) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(form);
        switch (kind) {
            case TIME, MICRO_TIME -> {
                Instant instant = Instant.parse(value.asText());
                put(message, "seconds", instant.getEpochSecond());
                put(message, "nanos", instant.getNano());
            }
            case QUANTITY -> put(message, "string", value.asText());
            case INT_OR_STRING -> {
                put(message, "type", value.isTextual() ? 1L : 0L);
                put(message, "intVal", value.isTextual() ? 0 : value.asInt());
                put(message, "strVal", value.isTextual() ? value.asText() : "");
            }
            case RAW_OBJECT, FIELDS_V1, ANY ->
                    message.setField(bytes(form), ByteString.copyFrom(Json.write(value)));
            case STRING, INT32, INT64, NUMBER, BOOLEAN, BYTES ->
                    throw new IllegalStateException(kind + " is no " + form.getFullName());
        }
        return message.build();
    }

    private static FieldDescriptor bytes(Descriptor form) {
        return form.getFields().stream()
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(form.getFullName() + " holds no bytes"));
    }

    private static void put(DynamicMessage.Builder message, String name, Object value) {
        message.setField(message.getDescriptorForType().findFieldByName(name), value);
    }
}
