package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What stands in a row under a column. A row is worked out once for an object; the ages in it are
/// told when it is shown.
public sealed interface Cell {
    /// What is shown now.
    JsonNode at(Instant now);

    /// The same whenever it is shown.
    record Fixed(JsonNode value) implements Cell {
        @Override
        public JsonNode at(Instant now) {
            return value;
        }
    }

    /// How long ago something was, between two texts.
    record Ago(String before, Instant since, String after) implements Cell {
        @Override
        public JsonNode at(Instant now) {
            return TextNode.valueOf(before + Age.text(Duration.between(since, now)) + after);
        }
    }

    static Cell text(String text) {
        return new Fixed(TextNode.valueOf(text));
    }

    /// How long ago `timestamp` was; `<unknown>` when it is absent.
    static Cell ago(JsonNode timestamp) {
        return ago("", timestamp, "");
    }

    static Cell ago(String before, JsonNode timestamp, String after) {
        try {
            String text = timestamp.asText("");
            return text.isEmpty()
                    ? text(before + Age.UNKNOWN + after)
                    : new Ago(before, Instant.parse(text), after);
        } catch (DateTimeParseException _) {
            return text(before + Age.UNKNOWN + after);
        }
    }
}
