package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How a Go program shows a value that came from JSON with its type.
final class GoLiteral {
    private GoLiteral() {}

    /// What `%#v` prints: `map[string]interface {}{"a":1}`.
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> GoText.quote(value.textValue());
            case OBJECT -> object(value);
            case ARRAY ->
                    value.valueStream()
                            .map(GoLiteral::of)
                            .collect(Collectors.joining(", ", type(value) + "{", "}"));
            case NULL, MISSING, BINARY, POJO -> "interface {}(nil)";
            case NUMBER, BOOLEAN -> GoText.value(value);
        };
    }

    /// What `%T` prints.
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
            case NULL, MISSING, BINARY, POJO -> "<nil>";
        };
    }

    private static String object(JsonNode value) {
        TreeMap<String, String> fields = new TreeMap<>();
        value.properties().forEach(f -> fields.put(f.getKey(), of(f.getValue())));
        return fields.entrySet().stream()
                .map(field -> GoText.quote(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(", ", type(value) + "{", "}"));
    }
}
