package dev.skiff.api.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What leads from one value of a path to the next.
interface Step {
    /// Adds what is reached from a value.
    void follow(JsonNode from, List<JsonNode> found) throws JsonPathException;

    /// `.name`.
    record Field(String name) implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) {
            JsonNode value = from.get(name);
            if (value != null) {
                found.add(value);
            }
        }
    }

    /// `.*`: every field or element.
    record Every() implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) {
            from.forEach(found::add);
        }
    }

    /// `..`: the value and everything in it that is not empty, but for numbers and booleans.
    record Descend() implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) {
            boolean isText = from.isTextual() && !from.textValue().isEmpty();
            if (isText || !from.isEmpty()) {
                found.add(from);
            }
            from.forEach(child -> follow(child, found));
        }
    }

    /// `['a','b']`, `[0,2]`: the results of each, one after the other.
    record Union(List<JsonPath> paths) implements Step {
        public Union {
            paths = List.copyOf(paths);
        }

        @Override
        public void follow(JsonNode from, List<JsonNode> found) throws JsonPathException {
            for (JsonPath path : paths) {
                found.addAll(path.find(from));
            }
        }
    }

    /// A text, number or boolean that stands for itself.
    record Literal(JsonNode value) implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) {
            found.add(value);
        }
    }

    /// A word that is neither a field nor a keyword.
    record Identifier(String name) implements Step {
        @Override
        public void follow(JsonNode from, List<JsonNode> found) throws JsonPathException {
            throw new JsonPathException("unrecognized identifier " + name);
        }
    }

    /// The name of a value's type in messages.
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
            case NULL, MISSING, BINARY, POJO -> "<nil>";
        };
    }
}
