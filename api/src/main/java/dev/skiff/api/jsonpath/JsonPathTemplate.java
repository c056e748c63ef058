package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import java.util.List;

/// Text with paths in braces, such as `{range .items[*]}{.metadata.name}{"\n"}{end}`: the template
/// language of `kubectl -o jsonpath`. Immutable.
///
/// Source: the JSONPath support page of the Kubernetes documentation, and what kubectl prints.
public final class JsonPathTemplate {
    /// A piece of a template.
    sealed interface Part {
        record Text(String text) implements Part {}

        record Path(JsonPath path) implements Part {}

        /// Its body is printed for each result.
        record Range(JsonPath path, List<Part> body) implements Part {
            public Range {
                body = List.copyOf(body);
            }
        }

        /// An end of no range.
        record StrayEnd() implements Part {}
    }

    private final List<Part> parts;

    private JsonPathTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public static JsonPathTemplate parse(String template) throws JsonPathException {
        return new JsonPathTemplate(new JsonPathParser(template).template());
    }

    /// What the template makes of an object. Several results of one path are parted by spaces.
    public String print(JsonNode root) throws JsonPathException {
        StringBuilder text = new StringBuilder();
        print(parts, root, text);
        return text.toString();
    }

    /// All results of all paths, in order.
    public ArrayNode results(JsonNode root) throws JsonPathException {
        ArrayNode results = Json.mapper().createArrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.Path(JsonPath path) -> results.addAll(path.find(root));
                case Part.Text _, Part.Range _, Part.StrayEnd _ -> {}
            }
        }
        return results;
    }

    private static void print(List<Part> parts, JsonNode current, StringBuilder text)
            throws JsonPathException {
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String plain) -> text.append(plain);
                case Part.Path(JsonPath path) -> append(path.find(current), text);
                case Part.Range(JsonPath path, List<Part> body) -> {
                    for (JsonNode result : path.find(current)) {
                        print(body, result, text);
                    }
                }
                case Part.StrayEnd() -> throw new JsonPathException("not in range, nothing to end");
            }
        }
    }

    private static void append(List<JsonNode> results, StringBuilder text) {
        String separator = "";
        for (JsonNode result : results) {
            text.append(separator).append(textOf(result));
            separator = " ";
        }
    }

    private static String textOf(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        return value.isContainerNode() ? GoText.json(Json.sorted(value)) : GoText.value(value);
    }
}
