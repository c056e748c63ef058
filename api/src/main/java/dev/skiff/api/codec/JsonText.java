package dev.skiff.api.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// JSON that a client sent and that no type describes, such as a patch. Keys given twice are
/// noticed; the last one counts.
public final class JsonText {
    private final JsonParser parser;
    private final Set<String> problems = new LinkedHashSet<>();

    private JsonText(JsonParser parser) {
        this.parser = parser;
    }

    public sealed interface Result {}

    /// @param problems in the words of strict decoding: `duplicate field "spec.a"`
    public record Read(JsonNode tree, List<String> problems) implements Result {}

    /// @param message in upstream's words
    public record Unreadable(String message) implements Result {}

    public static Result read(byte[] text) {
        if (!JsonSyntax.isUtf8(text)) {
            return unreadable(text);
        }
        try (JsonParser parser = Json.mapper().createParser(text)) {
            JsonText reader = new JsonText(parser);
            if (parser.nextToken() == null) {
                return unreadable(text);
            }
            JsonNode tree = reader.value("");
            return parser.nextToken() == null
                    ? new Read(tree, List.copyOf(reader.problems))
                    : unreadable(text);
        } catch (JsonProcessingException e) {
            return new Unreadable(JsonSyntax.explain(text, e));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    private static Unreadable unreadable(byte[] text) {
        return new Unreadable(JsonSyntax.problem(text).orElse("unexpected end of JSON input"));
    }

    /// The sentence for a value that is of another type than wanted.
    public static String wrongType(JsonNode value, String wanted) {
        String given =
                switch (value.getNodeType()) {
                    case OBJECT -> "object";
                    case ARRAY -> "array";
                    case STRING -> "string";
                    case BOOLEAN -> "bool";
                    case NUMBER -> "number";
                    case NULL, MISSING, BINARY, POJO -> "null";
                };
        return "json: cannot unmarshal %s into Go value of type %s".formatted(given, wanted);
    }

    private JsonNode value(String path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case null, default -> Json.readValue(parser);
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = Json.object();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String here = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                problems.add("duplicate field " + GoText.quote(here));
            }
            object.set(name, value(here));
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }
}
