package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Puts answers into the form in which they can be compared from run to run.
final class Normaliser {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LIST_REVISION = "<list-rv>";
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern AGE = Pattern.compile("<invalid>|(\\d+[smhdy])+");
    private static final Pattern CONTINUE = Pattern.compile("[\\w-]{20,}=*");
    private static final Pattern DIGITS = Pattern.compile("[1-9]\\d*");
    private static final Pattern HASH = Pattern.compile("[\\w+/=]{12}");
    private static final List<String> OWNER_ORDER =
            List.of("operation", "manager", "apiVersion", "subresource");
    private static final List<String> VERSION_FIELDS =
            List.of(
                    "major",
                    "minor",
                    "gitVersion",
                    "gitCommit",
                    "gitTreeState",
                    "buildDate",
                    "goVersion",
                    "compiler",
                    "platform",
                    "emulationMajor",
                    "emulationMinor",
                    "minCompatibilityMajor",
                    "minCompatibilityMinor");

    private final Placeholders placeholders;

    Normaliser(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    String text(String text) {
        return placeholders.text(text);
    }

    JsonNode value(JsonNode value) {
        return value("", value);
    }

    /// An event of a watch; the revision of a bookmark is the server's, not an object's.
    JsonNode event(JsonNode event) {
        if (event.path("type").asText().equals("BOOKMARK")
                && event.at("/object/metadata") instanceof ObjectNode metadata
                && DIGITS.matcher(metadata.path("resourceVersion").asText()).matches()) {
            metadata.put("resourceVersion", LIST_REVISION);
        }
        return value(event);
    }

    private JsonNode value(String field, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> array(field, array);
            case TextNode text -> TextNode.valueOf(text(field, text.textValue()));
            default -> number(field, value);
        };
    }

    private JsonNode number(String field, JsonNode value) {
        boolean isNodePort =
                value.isInt()
                        && (field.equals("nodePort")
                                        && value.intValue() >= 30000
                                        && value.intValue() <= 32767
                                || field.equals("healthCheckNodePort") && value.intValue() != 0);
        boolean isGiven = isNodePort && !placeholders.sent().contains(value.asText());
        return isGiven ? TextNode.valueOf(placeholders.word("nodePort", value.asText())) : value;
    }

    private String text(String field, String text) {
        return switch (field) {
            case "clusterIP", "clusterIPs" -> address(text);
            case "resourceVersion" -> revision(text);
            case "continue" ->
                    CONTINUE.matcher(text).matches() ? "<continue>" : placeholders.text(text);
            case "storageVersionHash" ->
                    HASH.matcher(text).matches() ? text : placeholders.text(text);
            default -> placeholders.text(text);
        };
    }

    private String address(String text) {
        boolean isGiven = ADDRESS.matcher(text).matches() && !placeholders.sent().contains(text);
        return isGiven ? placeholders.word("clusterIP", text) : text;
    }

    private String revision(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return placeholders.text(text);
        }
        return placeholders.sent().hasText(text) ? text : placeholders.place("rv", text);
    }

    private JsonNode array(String field, ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        if (field.equals("managedFields")) {
            elements.sort(Comparator.comparing(Normaliser::ownerKey));
        }
        ArrayNode result = NODES.arrayNode();
        elements.forEach(element -> result.add(value(field, element)));
        return result;
    }

    private static String ownerKey(JsonNode entry) {
        StringBuilder key = new StringBuilder();
        OWNER_ORDER.forEach(field -> key.append(entry.path(field).asText("None")).append('\0'));
        return key.toString();
    }

    private JsonNode object(ObjectNode object) {
        noteGeneratedName(object);
        if (object.has("gitVersion") && object.has("goVersion")) {
            return version(object);
        }
        boolean isTable = object.has("columnDefinitions") && object.path("rows").isArray();
        if (isTable) {
            object.path("rows").forEach(Normaliser::hideAges);
        }
        boolean isList =
                object.has("items")
                        || object.has("rows")
                        || object.path("kind").asText().equals("APIResourceList");
        if (isList
                && object.path("metadata") instanceof ObjectNode metadata
                && metadata.path("resourceVersion").asText().matches("\\d+")) {
            metadata.put("resourceVersion", LIST_REVISION);
        }
        ObjectNode result = NODES.objectNode();
        TreeSet<String> fields = new TreeSet<>();
        object.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            result.set(placeholders.text(field), value(field, object.get(field)));
        }
        return result;
    }

    private void noteGeneratedName(ObjectNode object) {
        String base = object.path("generateName").asText("");
        String name = object.path("name").asText("");
        boolean isGenerated =
                !base.isEmpty()
                        && name.startsWith(base)
                        && name.substring(base.length()).matches(Placeholders.SUFFIX)
                        && !placeholders.sent().contains(name);
        if (isGenerated) {
            placeholders.generatedName(base, name.substring(base.length()));
        }
    }

    private static JsonNode version(ObjectNode object) {
        for (String field : VERSION_FIELDS) {
            if (!object.path(field).asText("").isEmpty()) {
                object.put(field, "<" + field + ">");
            }
        }
        return object;
    }

    private static void hideAges(JsonNode row) {
        if (row.path("cells") instanceof ArrayNode cells) {
            for (int i = 0; i < cells.size(); i++) {
                JsonNode cell = cells.get(i);
                if (cell.isTextual() && AGE.matcher(cell.textValue()).matches()) {
                    cells.set(i, "<age>");
                }
            }
        }
    }
}
