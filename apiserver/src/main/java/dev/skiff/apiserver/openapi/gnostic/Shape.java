package dev.skiff.apiserver.openapi.gnostic;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// How a JSON value is written as the field of a message that has a number.
@FunctionalInterface
interface Shape {
    void write(int number, JsonNode value, CodedOutputStream out) throws IOException;

    Shape TEXT = (number, value, out) -> out.writeString(number, value.asText());
    Shape FLAG = (number, value, out) -> out.writeBool(number, value.asBoolean());

    /// Anything, as YAML; JSON is YAML too.
    Shape ANY = (number, value, out) -> nested(number, out, any -> any.writeString(2, yaml(value)));

    /// A repeated field.
    static Shape each(Shape element) {
        return (number, value, out) -> {
            for (JsonNode node : value) {
                element.write(number, node, out);
            }
        };
    }

    /// A repeated field of names with values.
    static Shape named(Shape element) {
        return (number, value, out) -> {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                nested(
                        number,
                        out,
                        pair -> {
                            pair.writeString(1, entry.getKey());
                            element.write(2, entry.getValue(), pair);
                        });
            }
        };
    }

    /// A message with one field that holds the value.
    static Shape within(int inner, Shape content) {
        return (number, value, out) ->
                nested(number, out, message -> content.write(inner, value, message));
    }

    /// The shape depends on the value.
    static Shape choice(Function<JsonNode, Shape> chooser) {
        return (number, value, out) -> chooser.apply(value).write(number, value, out);
    }

    /// For shapes that contain themselves.
    static Shape later(Supplier<Shape> shape) {
        return (number, value, out) -> shape.get().write(number, value, out);
    }

    /// Writes the fields of one message.
    @FunctionalInterface
    interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    static void nested(int number, CodedOutputStream out, Fields fields) throws IOException {
        out.writeBytes(number, ByteString.copyFrom(message(fields)));
    }

    static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static String yaml(JsonNode value) {
        return new String(Json.write(value), StandardCharsets.UTF_8) + "\n";
    }
}
