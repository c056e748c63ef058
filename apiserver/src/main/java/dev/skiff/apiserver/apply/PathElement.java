package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.RecentTexts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One step of a field path: a field or the key of a map, a list element by its key fields, by its
/// value or by its place.
final class PathElement implements Comparable<PathElement> {
    private static final RecentTexts<PathElement> FIELDS =
            new RecentTexts<>(name -> new PathElement(Sort.FIELD, name, NullNode.instance));

    private final Sort sort;
    private final String text;
    private final String written;
    private final JsonNode value;

    /// How `fieldsV1` begins each sort; also their order.
    private enum Sort {
        FIELD("f:"),
        KEY("k:"),
        VALUE("v:"),
        INDEX("i:");

        private final String prefix;

        Sort(String prefix) {
            this.prefix = prefix;
        }
    }

    /// @param text what follows the prefix
    /// @param value of a key or value; null in JSON for a field
    private PathElement(Sort sort, String text, JsonNode value) {
        this.sort = sort;
        this.text = text;
        this.written = sort.prefix + text;
        this.value = value;
    }

    static PathElement field(String name) {
        return FIELDS.read(name);
    }

    /// @param fields the key fields, sorted by name
    static PathElement key(ObjectNode fields) {
        return new PathElement(Sort.KEY, CompactJson.of(fields), fields);
    }

    static PathElement value(JsonNode value) {
        return new PathElement(Sort.VALUE, CompactJson.of(value), value);
    }

    /// Reads what `fieldsV1` has as a key.
    ///
    /// @return empty when it is none; what begins like nothing known must not be asked for
    static Optional<PathElement> parse(String written) {
        String rest = written.substring(2);
        return switch (written.charAt(0)) {
            case 'f' -> Optional.of(field(rest));
            case 'k' -> json(rest).filter(JsonNode::isObject).map(PathElement::sortedKey);
            case 'v' -> json(rest).map(PathElement::value);
            default -> place(rest);
        };
    }

    /// Whether a later version could mean something by it that we don't know.
    static boolean isUnknown(String written) {
        return written.length() >= 2
                && written.charAt(1) == ':'
                && "fkvi".indexOf(written.charAt(0)) < 0;
    }

    /// Whether [#parse] may be asked.
    static boolean isPrefixed(String written) {
        return written.length() >= 2 && written.charAt(1) == ':';
    }

    /// The name, if this is a field or the key of a map.
    Optional<String> fieldName() {
        return sort == Sort.FIELD ? Optional.of(text) : Optional.empty();
    }

    /// As `fieldsV1` has it.
    String written() {
        return written;
    }

    /// As messages have it: `.spec`, `[name="main"]`, `[="a"]`, `[3]`.
    @Override
    public String toString() {
        return switch (sort) {
            case FIELD -> "." + text;
            case KEY ->
                    value.properties().stream()
                            .map(part -> part.getKey() + "=" + shown(part.getValue()))
                            .collect(Collectors.joining(",", "[", "]"));
            case VALUE -> "[=" + shown(value) + "]";
            case INDEX -> "[" + text + "]";
        };
    }

    @Override
    public int compareTo(PathElement other) {
        if (sort != other.sort) {
            return sort.compareTo(other.sort);
        }
        return switch (sort) {
            case FIELD -> text.compareTo(other.text);
            case KEY, VALUE, INDEX -> ValueOrder.compare(value, other.value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathElement element
                && sort == element.sort
                && text.equals(element.text);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + sort.ordinal();
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? GoText.quote(value.textValue()) : value.toString();
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.mapper().readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<PathElement> place(String text) {
        return text.matches("\\d{1,9}")
                ? Optional.of(
                        new PathElement(Sort.INDEX, text, IntNode.valueOf(Integer.parseInt(text))))
                : Optional.empty();
    }

    private static PathElement sortedKey(JsonNode value) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            fields.put(field.getKey(), field.getValue());
        }
        return key(Json.object().setAll(fields));
    }
}
