package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.it.golden.GoldenServer.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands for `{name}` in the texts of a case.
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, String> values = new LinkedHashMap<>();

    Variables(String namespace, String tag) {
        values.put("ns", namespace);
        values.put("tag", tag);
        values.put("filler1m", "x".repeat(1_100_000));
        values.put("filler3m", "x".repeat(3_200_000));
    }

    void set(String name, JsonNode value) {
        values.put(name, value.asText());
    }

    /// The call of a step.
    Call call(Step step) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!step.body().isMissingNode()) {
            headers.put("Content-Type", "application/json");
        }
        step.headers().forEach((name, value) -> headers.put(name, fill(value)));
        JsonNode body = fill(step.body());
        String text = body.isTextual() ? body.textValue() : body.toString();
        return new Call(
                step.tree().path("method").asText("GET"),
                fill(step.tree().path("path").asText()) + query(step.tree().path("query")),
                headers,
                text,
                step.auth());
    }

    private String query(JsonNode query) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> parameter : query.properties()) {
            JsonNode value = parameter.getValue();
            Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
            all.forEach(one -> pairs.add(parameter.getKey() + "=" + encoded(fill(one.asText()))));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String fill(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        values.getOrDefault(found.group(1), found.group())));
    }

    private JsonNode fill(JsonNode tree) {
        return switch (tree) {
            case TextNode text -> TextNode.valueOf(fill(text.textValue()));
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> filled.add(fill(element)));
                yield filled;
            }
            case ObjectNode object -> {
                ObjectNode filled = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(field -> filled.set(fill(field.getKey()), fill(field.getValue())));
                yield filled;
            }
            default -> tree;
        };
    }
}
