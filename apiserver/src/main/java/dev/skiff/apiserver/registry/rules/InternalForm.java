package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Values as they stand in upstream's messages. Some of its messages print its own in-memory types,
/// whose fields have other names, another order, and are all there; `internal-forms.txt` lists
/// them. Only messages about something wrong need this, so the list is read when the first is
/// written.
public final class InternalForm {
    private static final String RESOURCE = "internal-forms.txt";

    private InternalForm() {}

    /// The value, of a type of `internal-forms.txt`, as upstream would print it.
    public static JsonNode of(String type, JsonNode value) {
        return print(type, value);
    }

    /// Whether two printed values mean the same: null and empty are alike, numbers equal by value.
    public static boolean areAlike(JsonNode one, JsonNode other) {
        return one.equals(
                (left, right) -> {
                    boolean areNumbers = left.isNumber() && right.isNumber();
                    boolean isSame =
                            areNumbers
                                    ? left.decimalValue().compareTo(right.decimalValue()) == 0
                                    : left.equals(right) || (isEmpty(left) && isEmpty(right));
                    return isSame ? 0 : 1;
                },
                other);
    }

    /// A map as upstream prints it: sorted, or null when there is none.
    public static JsonNode sortedMap(JsonNode map) {
        return map.isObject() ? FormField.sorted(map) : NullNode.getInstance();
    }

    private static JsonNode print(String type, JsonNode value) {
        if (!value.isObject()) {
            return NullNode.getInstance();
        }
        List<FormField> fields = Forms.ALL.get(type);
        if (fields == null) {
            throw new IllegalStateException(RESOURCE + " has no type " + type);
        }
        ObjectNode printed = JsonNodeFactory.instance.objectNode();
        for (FormField field : fields) {
            JsonNode fieldValue = field.print(value.path(field.jsonName()));
            if (!type.startsWith("~") || !isEmpty(fieldValue)) {
                printed.set(field.name(), fieldValue);
            }
        }
        return printed;
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    /// What an absent field prints as, and what a present one.
    private enum Shape {
        TEXT,
        NUMBER,
        FLAG,
        PORT,
        NULLABLE,
        SCALARS,
        STRUCTS,
        MAP,
        STRUCT,
        NULLABLE_STRUCT
    }

    private record FormField(String name, String jsonName, Shape shape, String type) {
        static FormField parse(String text) {
            int end = 0;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            String name = text.substring(0, end);
            String jsonName = guessJsonName(name);
            if (end < text.length() && text.charAt(end) == ':') {
                int start = end + 1;
                end = start;
                while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                    end++;
                }
                jsonName = text.substring(start, end);
            }
            String what = text.substring(end);
            String type = what.replaceAll("[^A-Za-z~]", "");
            return new FormField(name, jsonName, shape(what), type);
        }

        private static Shape shape(String what) {
            return switch (what) {
                case "" -> Shape.TEXT;
                case "#" -> Shape.NUMBER;
                case "!" -> Shape.FLAG;
                case "%" -> Shape.PORT;
                case "?", "*" -> Shape.NULLABLE;
                case "[]" -> Shape.SCALARS;
                case "<>" -> Shape.MAP;
                default -> {
                    if (what.startsWith("[")) {
                        yield Shape.STRUCTS;
                    }
                    yield what.startsWith("?") ? Shape.NULLABLE_STRUCT : Shape.STRUCT;
                }
            };
        }

        /// `DNSPolicy` is `dnsPolicy`, `HostPID` is `hostPID`, `TTY` is `tty`.
        private static String guessJsonName(String name) {
            int upper = 0;
            while (upper < name.length() && Character.isUpperCase(name.charAt(upper))) {
                upper++;
            }
            int lowered = upper <= 1 || upper == name.length() ? upper : upper - 1;
            StringBuilder jsonName = new StringBuilder();
            for (int i = 0; i < lowered; i++) {
                jsonName.append(Character.toLowerCase(name.charAt(i)));
            }
            return jsonName.append(name, lowered, name.length()).toString();
        }

        JsonNode print(JsonNode value) {
            boolean isAbsent = value.isMissingNode() || value.isNull();
            return switch (shape) {
                case TEXT -> isAbsent ? TextNode.valueOf("") : value;
                case NUMBER, PORT -> isAbsent ? IntNode.valueOf(0) : value;
                case FLAG -> isAbsent ? BooleanNode.FALSE : value;
                case NULLABLE, SCALARS -> isAbsent ? NullNode.getInstance() : value;
                case STRUCTS -> isAbsent ? NullNode.getInstance() : printAll(value);
                case MAP -> isAbsent ? NullNode.getInstance() : sorted(value);
                case STRUCT ->
                        InternalForm.print(
                                type, isAbsent ? JsonNodeFactory.instance.objectNode() : value);
                case NULLABLE_STRUCT -> InternalForm.print(type, value);
            };
        }

        private JsonNode printAll(JsonNode list) {
            ArrayNode printed = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : list) {
                printed.add(InternalForm.print(type, item));
            }
            return printed;
        }

        private static JsonNode sorted(JsonNode map) {
            TreeMap<String, JsonNode> entries = new TreeMap<>();
            map.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
            return JsonNodeFactory.instance.objectNode().setAll(entries);
        }
    }

    private static final class Forms {
        static final Map<String, List<FormField>> ALL = read();

        private static Map<String, List<FormField>> read() {
            try (InputStream in = InternalForm.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not on the class path");
                }
                Map<String, List<FormField>> forms = new LinkedHashMap<>();
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                text.lines().filter(line -> !line.startsWith("#")).forEach(l -> add(l, forms));
                return forms;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + RESOURCE, e);
            }
        }

        private static void add(String line, Map<String, List<FormField>> forms) {
            String[] words = line.split(" ");
            List<FormField> fields = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                fields.add(FormField.parse(words[i]));
            }
            forms.put(words[0], fields);
        }
    }
}
