package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes what is worth knowing of an object of one kind.
@FunctionalInterface
interface Describer {
    void describe(ObjectNode object, TabText text, Session session);

    /// The lines that most descriptions begin with.
    static void head(ObjectNode object, TabText text) {
        JsonNode metadata = object.path("metadata");
        text.line(0, "Name:", metadata.path("name").asText());
        if (metadata.has("namespace")) {
            text.line(0, "Namespace:", metadata.path("namespace").asText());
        }
    }

    static void labelsAndAnnotations(ObjectNode object, TabText text) {
        pairs(text, 0, "Labels:", object.path("metadata").path("labels"), "=");
        pairs(text, 0, "Annotations:", object.path("metadata").path("annotations"), ": ");
    }

    /// One pair a line, the first beside the label.
    static void pairs(TabText text, int indent, String label, JsonNode map, String between) {
        if (map.isEmpty()) {
            text.line(indent, label, "<none>");
            return;
        }
        String shown = label;
        java.util.TreeMap<String, String> sorted = new java.util.TreeMap<>();
        map.properties().forEach(pair -> sorted.put(pair.getKey(), pair.getValue().asText()));
        sorted.remove("kubectl.kubernetes.io/last-applied-configuration");
        if (sorted.isEmpty()) {
            text.line(indent, label, "<none>");
        }
        for (var pair : sorted.entrySet()) {
            text.line(indent, shown, pair.getKey() + between + pair.getValue());
            shown = "";
        }
    }

    static void conditions(TabText text, JsonNode conditions, String... columns) {
        if (conditions.isEmpty()) {
            return;
        }
        text.line(0, "Conditions:");
        String[] rule = new String[columns.length];
        String[] titles = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            titles[i] = Character.toUpperCase(columns[i].charAt(0)) + columns[i].substring(1);
            rule[i] = "-".repeat(titles[i].length());
        }
        text.line(1, titles);
        text.line(1, rule);
        for (JsonNode condition : conditions) {
            String[] cells = new String[columns.length];
            for (int i = 0; i < columns.length; i++) {
                cells[i] = condition.path(columns[i]).asText();
            }
            text.line(1, cells);
        }
    }

    static String orNone(JsonNode value) {
        String text = value.asText();
        return text.isEmpty() || value.isNull() ? "<none>" : text;
    }
}
