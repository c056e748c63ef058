package dev.skiff.it.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import java.util.List;
import java.util.Map;

/// What came back from a call.
///
/// @param headers with names in lower case
record Reply(int status, Map<String, List<String>> headers, String body) {
    /// The body as JSON, or as a text if it is none.
    JsonNode json() {
        return json(body);
    }

    static JsonNode json(String text) {
        try {
            JsonNode tree = Json.mapper().readTree(text);
            return tree.isMissingNode() ? TextNode.valueOf(text) : tree;
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }
}
