package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Any other kind: every field under a title made of its name.
final class FieldDescriber implements Describer {
    private static final Set<String> SHOWN_ALREADY =
            Set.of("name", "namespace", "labels", "annotations", "managedFields");
    private static final Set<String> ACRONYMS = Set.of("API", "URL", "UID", "OSB", "GUID");

    @Override
    public void describe(ObjectNode object, TabText text, Session session) {
        Describer.head(object, text);
        Describer.labelsAndAnnotations(object, text);
        ObjectNode rest = object.deepCopy();
        if (rest.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SHOWN_ALREADY);
        }
        fields(text, 0, rest);
    }

    private static void fields(TabText text, int indent, JsonNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        sorted.forEach((name, value) -> field(text, indent, title(name) + ":", value));
    }

    private static void field(TabText text, int indent, String title, JsonNode value) {
        if (value.isValueNode()) {
            text.line(indent, title, value.isNull() ? "<nil>" : value.asText());
            return;
        }
        text.line(indent, title);
        if (value.isObject()) {
            fields(text, indent + 1, value);
            return;
        }
        for (JsonNode element : value) {
            if (element.isObject()) {
                fields(text, indent + 1, element);
            } else {
                text.line(indent + 1, element.asText());
            }
        }
    }

    /// `holderIdentity` → `Holder Identity`. Keys that are no names of fields stay as they are.
    static String title(String name) {
        if (!name.chars().allMatch(c -> Character.isLetter(c) || c == '-')) {
            return name;
        }
        StringBuilder title = new StringBuilder();
        for (String word : name.split("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")) {
            String upper = word.toUpperCase(java.util.Locale.ROOT);
            title.append(title.isEmpty() ? "" : " ")
                    .append(ACRONYMS.contains(upper) ? upper : upper.charAt(0) + word.substring(1));
        }
        return title.toString();
    }
}
