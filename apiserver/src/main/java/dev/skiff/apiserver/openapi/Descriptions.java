package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// What types and fields are for, in our own words (`descriptions.json`): `kubectl explain`
/// prints them.
final class Descriptions {
    private static final String FILE = "/dev/skiff/apiserver/openapi/descriptions.json";

    private final JsonNode texts;

    private Descriptions(JsonNode texts) {
        this.texts = texts;
    }

    static Descriptions load() {
        try (InputStream in = Descriptions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new Descriptions(Json.mapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /// Empty where nothing is written.
    String ofType(String type) {
        return texts.path(type).path("").asText();
    }

    /// A field every object has is described once, under `*`.
    String ofField(String type, String field) {
        String own = texts.path(type).path(field).asText();
        return own.isEmpty() ? texts.path("*").path(field).asText() : own;
    }
}
