package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.TypeSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What types and fields are for, in our own words: `kubectl explain` prints them.
///
/// `descriptions.json` has them by type, with the type's own text under the empty name. Types that
/// share fields may share an entry (`a, b`). `*List` and `*Condition` stand for all types whose
/// names end so, `*` for all kinds; a type's own text goes before these.
final class Descriptions {
    private static final String FILE = "/dev/skiff/apiserver/openapi/descriptions.json";
    private static final String ANY = "*";
    private static final String TYPE_ITSELF = "";

    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();

    private Descriptions(JsonNode file) {
        file.properties()
                .forEach(
                        entry -> {
                            for (String type : entry.getKey().split(", ")) {
                                add(type, entry.getValue());
                            }
                        });
    }

    private void add(String type, JsonNode fields) {
        Map<String, String> known = texts.computeIfAbsent(type, _ -> new LinkedHashMap<>());
        fields.properties().forEach(field -> known.put(field.getKey(), field.getValue().asText()));
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
        return own(type, TYPE_ITSELF).or(() -> alike(type, TYPE_ITSELF)).orElse("");
    }

    /// Empty where nothing is written.
    String ofField(TypeSchema type, String field) {
        return own(type.name(), field)
                .or(() -> alike(type.name(), field))
                .or(() -> type.kinds().isEmpty() ? Optional.empty() : own(ANY, field))
                .orElse("");
    }

    /// Everything that is written, by type and field.
    Map<String, Map<String, String>> all() {
        return Collections.unmodifiableMap(texts);
    }

    private Optional<String> own(String type, String field) {
        return Optional.ofNullable(texts.getOrDefault(type, Map.of()).get(field));
    }

    private Optional<String> alike(String type, String field) {
        return texts.keySet().stream()
                .filter(pattern -> isPatternOf(pattern, type))
                .findFirst()
                .flatMap(pattern -> own(pattern, field));
    }

    /// Whether `*Condition` and the like stand for the type.
    static boolean isPatternOf(String pattern, String type) {
        return pattern.length() > 1
                && pattern.startsWith(ANY)
                && type.endsWith(pattern.substring(1));
    }
}
