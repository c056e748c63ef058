package dev.skiff.api.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of [ObjectDecoder] over one token stream. Goes on after a type error, as upstream does;
/// the first one counts.
final class ObjectReader {
    private static final int MOST_PROBLEMS = 100;

    private final JsonParser parser;
    private final Wording wording;
    private final FieldTrail trail = new FieldTrail();
    private final Set<String> problems = new LinkedHashSet<>();
    private @Nullable TypeSchema struct;
    private @Nullable String error;

    ObjectReader(JsonParser parser, Wording wording) {
        this.parser = parser;
        this.wording = wording;
    }

    DecodeResult read(TypeSchema type) throws IOException {
        JsonToken first = parser.nextToken();
        ObjectNode object = Json.object();
        if (first == JsonToken.START_OBJECT) {
            object = struct(type);
        } else if (first == JsonToken.VALUE_NULL) {
            complete(object, type);
        } else if (first == null) {
            fail("unexpected end of JSON input");
        } else {
            mismatch(FieldType.Struct.of(type));
        }
        while (parser.nextToken() != null) {
            // Whatever follows is read so that broken text is noticed.
        }
        return error != null
                ? new DecodeResult.Unreadable(error)
                : new DecodeResult.Decoded(object, List.copyOf(problems));
    }

    /// Adds the fields that are there even when nobody set them.
    static void complete(ObjectNode object, TypeSchema type) {
        for (FieldSchema field : type.writtenWhenAbsent()) {
            if (!object.has(field.name())) {
                object.set(
                        field.name(),
                        field.presence() == Presence.NULL ? NullNode.instance : zero(field.type()));
            }
        }
    }

    /// The value of a list element or map entry that was given as null.
    private static JsonNode zero(FieldType type) {
        return switch (type) {
            case FieldType.Struct struct -> ObjectDecoder.empty(struct.schema());
            case FieldType.ListOf _, FieldType.MapOf _ -> NullNode.instance;
            case FieldType.Scalar(var kind, _) -> ScalarReader.zero(kind);
        };
    }

    private ObjectNode struct(TypeSchema type) throws IOException {
        TypeSchema outer = struct;
        struct = type;
        ObjectNode object = Json.object();
        List<String> leftOut = new ArrayList<>(2);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            trail.enterField(name);
            Optional<FieldSchema> field = type.field(name);
            if (field.isEmpty()) {
                problem("unknown field");
                parser.skipChildren();
            } else {
                if (object.has(name) || leftOut.contains(name)) {
                    problem("duplicate field");
                }
                field(field.get(), object, leftOut);
            }
            trail.leave();
        }
        complete(object, type);
        struct = outer;
        return object;
    }

    private void field(FieldSchema field, ObjectNode object, List<String> leftOut)
            throws IOException {
        JsonNode value = parser.currentToken() == JsonToken.VALUE_NULL ? null : value(field.type());
        if (value == null || isLeftOut(field, value)) {
            object.remove(field.name());
            leftOut.add(field.name());
        } else {
            object.set(field.name(), value);
        }
    }

    /// An empty list of an object's owners is not the same as none: it clears them.
    private boolean isLeftOut(FieldSchema field, JsonNode value) {
        return field.presence() == Presence.OMITTED
                && isEmpty(value)
                && !(field.name().equals("managedFields")
                        && trail.path().equals("metadata.managedFields"));
    }

    private static boolean isEmpty(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY, OBJECT -> value.isEmpty();
            case STRING -> value.asText().isEmpty();
            case NUMBER -> value.asDouble() == 0;
            case BOOLEAN -> !value.asBoolean();
            case NULL -> true;
            case MISSING, BINARY, POJO -> false;
        };
    }

    /// Reads the current value; null when it is of the wrong type.
    private @Nullable JsonNode value(FieldType type) throws IOException {
        return switch (type) {
            case FieldType.Struct struct -> {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    yield struct(struct.schema());
                }
                yield mismatch(struct);
            }
            case FieldType.ListOf(var element, _, _) -> {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    yield list(element);
                }
                yield mismatch(type);
            }
            case FieldType.MapOf(var element) -> {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    yield map(element);
                }
                yield mismatch(type);
            }
            case FieldType.Scalar scalar -> scalar(scalar);
        };
    }

    private ArrayNode list(FieldType element) throws IOException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            trail.enterIndex(list.size());
            list.add(elementValue(element));
            trail.leave();
        }
        return list;
    }

    private ObjectNode map(FieldType element) throws IOException {
        ObjectNode map = Json.object();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            trail.enterKey(key);
            if (map.has(key)) {
                problem("duplicate field");
            }
            map.set(key, elementValue(element));
            trail.leave();
        }
        return map;
    }

    private JsonNode elementValue(FieldType element) throws IOException {
        JsonNode value = parser.currentToken() == JsonToken.VALUE_NULL ? null : value(element);
        return value != null ? value : zero(element);
    }

    private @Nullable JsonNode scalar(FieldType.Scalar type) throws IOException {
        String source = GoKinds.of(parser.currentToken());
        return switch (ScalarReader.read(type.kind(), parser)) {
            case ScalarReader.Value(var value) -> value;
            case ScalarReader.Mismatch(var given) -> {
                typeError(given, source, type);
                yield null;
            }
            case ScalarReader.Malformed(var message) -> {
                fail(
                        wording == Wording.CONVERSION
                                ? GoKinds.malformed(type.kind(), message)
                                : message);
                yield null;
            }
        };
    }

    private @Nullable JsonNode mismatch(FieldType wanted) throws IOException {
        typeError(ScalarReader.given(parser), GoKinds.of(parser.currentToken()), wanted);
        parser.skipChildren();
        return null;
    }

    private void typeError(String given, String source, FieldType wanted) {
        fail(
                switch (wording) {
                    case DECODING -> undecoded(given, wireName(wanted));
                    case CONVERSION -> GoKinds.unconverted(source, wanted);
                });
    }

    private String undecoded(String given, String wanted) {
        return struct == null
                ? "json: cannot unmarshal %s into Go value of type %s".formatted(given, wanted)
                : "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                        .formatted(given, struct.simpleName(), trail.fields(), wanted);
    }

    private void fail(String message) {
        if (error == null) {
            error = message;
        }
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what + " " + GoText.quote(trail.path()));
        }
    }

    private static String wireName(FieldType type) {
        return switch (type) {
            case FieldType.Scalar(_, var name) -> name;
            case FieldType.Struct struct -> struct.schema().wireName();
            case FieldType.ListOf(var element, _, _) -> "[]" + wireName(element);
            case FieldType.MapOf(FieldType.Scalar(var kind, _)) when kind == ScalarKind.QUANTITY ->
                    "v1.ResourceList";
            case FieldType.MapOf(var value) -> "map[string]" + wireName(value);
        };
    }
}
