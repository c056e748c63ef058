package dev.skiff.apiserver.openapi.gnostic;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A JSON object as a message: which of its fields has which number and shape.
final class Message implements Shape {
    private static final int NONE = 0;

    private final String name;
    private final int extensions;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private record Field(int number, Shape shape) {}

    /// @param extensions the number of the repeated field of `x-…` elements
    private Message(String name, int extensions) {
        this.name = name;
        this.extensions = extensions;
    }

    static Message of(String name) {
        return new Message(name, NONE);
    }

    static Message withExtensions(String name, int extensions) {
        return new Message(name, extensions);
    }

    Message field(String field, int number, Shape shape) {
        fields.put(field, new Field(number, shape));
        return this;
    }

    @Override
    public void write(int number, JsonNode value, CodedOutputStream out) throws IOException {
        Shape.nested(number, out, message -> writeFields(value, message));
    }

    byte[] encode(JsonNode value) {
        return Shape.message(out -> writeFields(value, out));
    }

    private void writeFields(JsonNode value, CodedOutputStream out) throws IOException {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Field field = fields.get(entry.getKey());
            if (field != null) {
                field.shape().write(field.number(), entry.getValue(), out);
            } else if (entry.getKey().startsWith("x-") && extensions != NONE) {
                Shape.nested(
                        extensions,
                        out,
                        pair -> {
                            pair.writeString(1, entry.getKey());
                            ANY.write(2, entry.getValue(), pair);
                        });
            } else {
                throw new IllegalStateException(
                        "gnostic's " + name + " has no " + entry.getKey() + ": " + value);
            }
        }
    }
}
