package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One path, such as `.spec.containers[*].image`. Immutable.
public final class JsonPath {
    private static final Pattern RELAXED =
            Pattern.compile("\\{\\.?(?<braced>[^{}]+)}|\\.?(?<bare>[^{}]+)");

    private final List<Step> steps;

    JsonPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /// Reads a path with or without its first dot, with or without braces, as `--sort-by` and
    /// custom
    /// columns take it.
    public static JsonPath parse(String text) throws JsonPathException {
        Matcher matcher = RELAXED.matcher(text);
        if (!matcher.matches()) {
            throw new JsonPathException(
                    "unexpected path string, expected a 'name1.name2' or '.name1.name2' or"
                            + " '{name1.name2}' or '{.name1.name2}'");
        }
        String braced = matcher.group("braced");
        String path = braced == null ? matcher.group("bare") : braced;
        return new JsonPath(new JsonPathParser("." + path).steps());
    }

    /// What the path leads to: nothing, one value, or with wildcards and the like several, in the
    /// order of the object.
    ///
    /// @throws JsonPathException if an index lies outside of its list, a list was expected, or
    ///     values that do not compare are compared
    public List<JsonNode> find(JsonNode root) throws JsonPathException {
        List<JsonNode> found = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                step.follow(node, next);
            }
            found = next;
        }
        return found;
    }
}
