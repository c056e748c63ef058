package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The words of `fuzz/words.json`: lists by name. A word there is a text, or a text with a part
/// that is repeated: what comes before it, the part, how many times, what comes after it.
final class OddWords {
    private static final JsonNode ALL = load();

    private OddWords() {}

    static List<String> of(String name) {
        return ALL.required(name).valueStream().map(OddWords::word).toList();
    }

    private static String word(JsonNode written) {
        return written.isTextual()
                ? written.textValue()
                : written.get(0).asText()
                        + written.get(1).asText().repeat(written.get(2).asInt())
                        + written.get(3).asText();
    }

    private static JsonNode load() {
        try (InputStream in = OddWords.class.getResourceAsStream("/fuzz/words.json")) {
            return Json.mapper().readTree(Objects.requireNonNull(in, "fuzz/words.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
