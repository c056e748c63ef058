package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Paths through a schema: `.spec.size`, or where brackets may be `.spec['a-b']`.
final class SchemaPath {
    private static final String NO_FIELD = "does not refer to a valid field";
    private static final String END = "unexpected end of JSON path";

    private final boolean allowsBrackets;

    private SchemaPath(boolean allowsBrackets) {
        this.allowsBrackets = allowsBrackets;
    }

    static SchemaPath withBrackets() {
        return new SchemaPath(true);
    }

    static SchemaPath withoutBrackets() {
        return new SchemaPath(false);
    }

    /// What a path leads to.
    sealed interface Place {}

    record Found(FieldPath path, JsonNode schema) implements Place {}

    record Wrong(String detail) implements Place {}

    Place find(String text, JsonNode root) {
        Place place = new Found(FieldPath.ROOT, root);
        Iterator<String> tokens = tokens(text).iterator();
        while (tokens.hasNext() && place instanceof Found at) {
            String token = tokens.next();
            place =
                    switch (token) {
                        case "." -> tokens.hasNext() ? step(tokens.next(), at) : new Wrong(END);
                        case "[" -> bracket(tokens, at);
                        default -> new Wrong("expected [ or . but got: " + token);
                    };
        }
        return place;
    }

    private Place bracket(Iterator<String> tokens, Found at) {
        if (!allowsBrackets) {
            return new Wrong("array notation is not allowed");
        }
        if (!tokens.hasNext()) {
            return new Wrong(END);
        }
        String token = tokens.next();
        if (token.length() < 2 || !token.startsWith("'") || !token.endsWith("'")) {
            return new Wrong("expected single quoted string but got " + token);
        }
        String name = token.substring(1, token.length() - 1).replace("\\'", "'");
        Place place = step(name, at);
        if (place instanceof Found && !tokens.hasNext()) {
            return new Wrong(END);
        }
        if (place instanceof Found) {
            String end = tokens.next();
            return end.equals("]") ? place : new Wrong("expected ] but got " + end);
        }
        return place;
    }

    private static Place step(String name, Found at) {
        JsonNode properties = Fields.at(at.schema(), "properties");
        JsonNode others = Fields.at(at.schema(), "additionalProperties");
        if (!properties.isEmpty()) {
            JsonNode next = properties.path(name);
            return next.isMissingNode()
                    ? new Wrong(NO_FIELD)
                    : new Found(at.path().child(name), next);
        }
        return others.isObject() ? new Found(at.path().key(name), others) : new Wrong(NO_FIELD);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    private static int end(String text, int start) {
        char first = text.charAt(start);
        if (first == '.' || first == '[' || first == ']') {
            return start + 1;
        }
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (first == '\'') {
                if (c == '\'' && text.charAt(i - 1) != '\\') {
                    return i + 1;
                }
            } else if (c == '.' || c == '[' || c == ']') {
                return i;
            }
        }
        return text.length();
    }
}
