package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a case itself sends, before its variables are filled in.
///
/// @param nameBases from which the server generates names
record Sent(String text, List<String> nameBases) {
    private static final int SHORTEST_BASE = 2;

    Sent {
        nameBases = List.copyOf(nameBases);
    }

    static Sent of(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        List<String> bases = new ArrayList<>();
        for (Step step : steps) {
            JsonNode tree = withoutExpectations(step.tree().deepCopy());
            text.append(tree);
            for (JsonNode base : tree.findValues("generateName")) {
                if (base.asText().length() >= SHORTEST_BASE && !base.asText().contains("{")) {
                    bases.add(base.asText());
                }
            }
        }
        return new Sent(text.toString(), bases);
    }

    private static JsonNode withoutExpectations(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.remove(List.of("expect", "id"));
        }
        tree.forEach(Sent::withoutExpectations);
        return tree;
    }

    boolean contains(String value) {
        return text.contains(value);
    }

    /// Whether it was sent as a word of its own, not within another such as a UUID.
    boolean hasWord(String value) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(value) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    /// Whether it was sent as a whole text.
    boolean hasText(String value) {
        return text.contains("\"" + value + "\"");
    }
}
