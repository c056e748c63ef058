package dev.skiff.api.object;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads single fields of an object's metadata from its bytes, and no further than needed.
final class StoredMetadata {
    private StoredMetadata() {}

    /// @param at where the metadata's opening brace is
    static ObjectKey key(byte[] encoded, int at) {
        String name = "";
        String namespace = "";
        try (JsonParser parser = enter(encoded, at)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "name" -> name = parser.getText();
                    case "namespace" -> namespace = parser.getText();
                    default -> parser.skipChildren();
                }
            }
            return new ObjectKey(namespace, name);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /// @param at where the metadata's opening brace is
    static Map<String, String> labels(byte[] encoded, int at) {
        try (JsonParser parser = enter(encoded, at)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("labels") && value == JsonToken.START_OBJECT) {
                    return texts(parser);
                }
                parser.skipChildren();
            }
            return Map.of();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /// Where an object ends, after its closing brace.
    ///
    /// @param at where its opening brace is
    static int end(byte[] encoded, int at) {
        int depth = 0;
        boolean isText = false;
        for (int i = at; i < encoded.length; i++) {
            byte b = encoded[i];
            if (isText) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    isText = false;
                }
            } else if (b == '"') {
                isText = true;
            } else if (b == '{') {
                depth++;
            } else if (b == '}' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalStateException("stored object does not end");
    }

    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            texts.put(name, parser.getText());
        }
        return Collections.unmodifiableMap(texts);
    }

    private static JsonParser enter(byte[] encoded, int at) throws IOException {
        JsonParser parser =
                Json.mapper().getFactory().createParser(encoded, at, encoded.length - at);
        parser.nextToken();
        return parser;
    }

    private static UncheckedIOException malformed(IOException e) {
        return new UncheckedIOException("stored metadata does not parse", e);
    }
}
