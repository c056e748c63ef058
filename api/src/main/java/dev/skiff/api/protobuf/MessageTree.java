package dev.skiff.api.protobuf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.TypeSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns a message into a tree. The message says what is there, the type schema what it means: a
/// message where the type has a time, a quantity or raw JSON stands for that; a message under a
/// name that the type does not have is a part whose fields belong to the whole.
final class MessageTree {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private MessageTree() {}

    static void fill(ObjectNode object, Message message, TypeSchema type)
            throws InvalidProtocolBufferException {
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            Optional<FieldSchema> schema = field(type, field.getName());
            if (schema.isPresent()) {
                object.set(
                        schema.get().name(), value(field, entry.getValue(), schema.get().type()));
            } else if (entry.getValue() instanceof Message part) {
                fill(object, part, type);
            }
        }
    }

    /// The field of that name; a few have capitals elsewhere in messages (`Webhooks`, `aPIGroup`).
    static Optional<FieldSchema> field(TypeSchema type, String name) {
        return type.field(name)
                .or(
                        () ->
                                type.fields().values().stream()
                                        .filter(other -> other.name().equalsIgnoreCase(name))
                                        .findFirst());
    }

    private static JsonNode value(FieldDescriptor field, Object value, FieldType type)
            throws InvalidProtocolBufferException {
        return switch (type) {
            case FieldType.MapOf(var element) -> map((List<?>) value, element);
            case FieldType.ListOf(var element, _, _) when field.isRepeated() ->
                    list(field, (List<?>) value, element);
            case FieldType.ListOf list -> wrappedList((Message) value, list);
            case FieldType.Struct struct -> {
                ObjectNode object = Json.object();
                fill(object, (Message) value, struct.schema());
                yield object;
            }
            case FieldType.Scalar(var kind, _) -> scalar(kind, value);
        };
    }

    private static ArrayNode list(FieldDescriptor field, List<?> values, FieldType element)
            throws InvalidProtocolBufferException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Object value : values) {
            list.add(value(field, value, element));
        }
        return list;
    }

    /// A list that is a message of its own, with its elements in `items`.
    private static JsonNode wrappedList(Message message, FieldType.ListOf type)
            throws InvalidProtocolBufferException {
        FieldDescriptor items = message.getDescriptorForType().findFieldByName("items");
        return list(items, (List<?>) message.getField(items), type.element());
    }

    private static ObjectNode map(List<?> entries, FieldType element)
            throws InvalidProtocolBufferException {
        ObjectNode map = Json.object();
        for (Object entry : entries) {
            Message message = (Message) entry;
            FieldDescriptor key = message.getDescriptorForType().findFieldByNumber(1);
            FieldDescriptor value = message.getDescriptorForType().findFieldByNumber(2);
            map.set(
                    message.getField(key).toString(),
                    value(value, message.getField(value), element));
        }
        return map;
    }

    private static JsonNode scalar(ScalarKind kind, Object value)
            throws InvalidProtocolBufferException {
        return switch (value) {
            case String text -> TextNode.valueOf(text);
            case Integer number -> IntNode.valueOf(number);
            case Long number -> LongNode.valueOf(number);
            case Double number -> DoubleNode.valueOf(number);
            case Boolean flag -> BooleanNode.valueOf(flag);
            case ByteString bytes -> bytes(kind, bytes);
            case Message message -> special(kind, message);
            default -> throw new IllegalStateException("not a value of protobuf: " + value);
        };
    }

    private static JsonNode special(ScalarKind kind, Message message)
            throws InvalidProtocolBufferException {
        return switch (kind) {
            case TIME, MICRO_TIME -> time(kind, message);
            case QUANTITY -> TextNode.valueOf(text(message, "string"));
            case INT_OR_STRING ->
                    number(message, "type") == 0
                            ? IntNode.valueOf((int) number(message, "intVal"))
                            : TextNode.valueOf(text(message, "strVal"));
            case RAW_OBJECT, FIELDS_V1, ANY -> raw(message);
            case STRING, INT32, INT64, NUMBER, BOOLEAN, BYTES ->
                    throw new InvalidProtocolBufferException(
                            message.getDescriptorForType().getFullName() + " is no " + kind);
        };
    }

    /// The zero time is a message without fields.
    private static JsonNode time(ScalarKind kind, Message message) {
        if (message.getAllFields().isEmpty()) {
            return NullNode.instance;
        }
        Instant instant =
                Instant.ofEpochSecond(number(message, "seconds"), number(message, "nanos"));
        String text = TIME.format(instant);
        return TextNode.valueOf(
                kind == ScalarKind.TIME ? text.substring(0, text.indexOf('.')) + "Z" : text);
    }

    /// Free-form JSON, in a message with one field of bytes.
    private static JsonNode raw(Message message) throws InvalidProtocolBufferException {
        for (Object value : message.getAllFields().values()) {
            if (value instanceof ByteString bytes) {
                return bytes(ScalarKind.ANY, bytes);
            }
        }
        if (message.getAllFields().isEmpty()) {
            return NullNode.instance;
        }
        throw new InvalidProtocolBufferException(
                message.getDescriptorForType().getFullName() + " cannot be read from protobuf");
    }

    private static JsonNode bytes(ScalarKind kind, ByteString bytes)
            throws InvalidProtocolBufferException {
        if (kind == ScalarKind.BYTES) {
            return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
        try {
            return bytes.isEmpty()
                    ? NullNode.instance
                    : Json.mapper().readTree(bytes.toByteArray());
        } catch (JsonProcessingException e) {
            throw new InvalidProtocolBufferException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    private static String text(Message message, String field) {
        return message.getField(field(message, field)).toString();
    }

    private static long number(Message message, String field) {
        return ((Number) message.getField(field(message, field))).longValue();
    }

    private static FieldDescriptor field(Message message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }
}
