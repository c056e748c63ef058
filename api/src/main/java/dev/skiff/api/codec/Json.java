package dev.skiff.api.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;

/// The one JSON configuration of the project. Thread-safe.
public final class Json {
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(64 * 1024 * 1024)
                                    .maxNameLength(64 * 1024 * 1024)
                                    .build())
                    .build();
    private static final ObjectMapper MAPPER =
            JsonMapper.builder(FACTORY)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final ObjectWriter INDENTED = MAPPER.writer(indentation());

    private static final ObjectReader VALUES =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /// For reading and writing trees. Not to be reconfigured.
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Decodes bytes that we wrote ourselves, such as the store's. Malformed bytes are a broken
    /// promise.
    public static ObjectNode readOwn(byte[] bytes) {
        try {
            return (ObjectNode) MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("stored JSON does not parse", e);
        }
    }

    /// Reads the value the parser stands at and leaves it at the value's end.
    public static JsonNode readValue(JsonParser parser) throws IOException {
        return VALUES.readTree(parser);
    }

    /// A copy with the fields of every object in the order of their names.
    public static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            ObjectNode copy = object();
            fields.forEach((name, value) -> copy.set(name, sorted(value)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return node;
    }

    public static byte[] write(JsonNode node) {
        return JsonTreeWriter.write(node);
    }

    /// For somebody's eyes: a line for each field and element, two spaces a level.
    public static byte[] writeIndented(JsonNode node) {
        try {
            return INDENTED.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException("tree does not encode", e);
        }
    }

    private static PrettyPrinter indentation() {
        Separators separators =
                Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return printer;
    }
}
