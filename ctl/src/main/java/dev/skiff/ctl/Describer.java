package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// Writes what is worth knowing of an object of one kind, laid out as kubectl does.
@FunctionalInterface
interface Describer {
    String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    int LONGEST_ANNOTATION = 140;

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
        labels(text, "Labels:", object.path("metadata").path("labels"));
        annotations(text, "Annotations:", object.path("metadata").path("annotations"));
    }

    /// One label a line, the first beside the title.
    static void labels(TabText text, String title, JsonNode labels) {
        if (labels.isEmpty()) {
            text.line(0, title, "<none>");
            return;
        }
        String shown = title;
        for (Map.Entry<String, String> label : sorted(labels).entrySet()) {
            text.line(0, shown, label.getKey() + "=" + label.getValue());
            shown = "";
        }
    }

    /// As [#labels]; long values and those of several lines stand below their key.
    static void annotations(TabText text, String title, JsonNode annotations) {
        Map<String, String> sorted = sorted(annotations);
        sorted.remove(LAST_APPLIED);
        if (sorted.isEmpty()) {
            text.line(0, title, "<none>");
            return;
        }
        String shown = title;
        for (Map.Entry<String, String> annotation : sorted.entrySet()) {
            String key = annotation.getKey();
            String value = annotation.getValue().replaceFirst("\n$", "");
            boolean isLong =
                    key.length() + value.length() + 2 > LONGEST_ANNOTATION || value.contains("\n");
            text.line(0, shown, key + (isLong ? ":" : ": " + value));
            if (isLong) {
                value.lines().forEach(line -> text.line(0, "", "  " + shortened(line)));
            }
            shown = "";
        }
    }

    private static String shortened(String line) {
        int longest = LONGEST_ANNOTATION - 2;
        return line.length() > longest ? line.substring(0, longest) + "..." : line;
    }

    static Map<String, String> sorted(JsonNode map) {
        Map<String, String> sorted = new TreeMap<>();
        map.properties().forEach(pair -> sorted.put(pair.getKey(), pair.getValue().asText()));
        return sorted;
    }

    /// Type, status and reason of each condition of a workload.
    static void conditionsWithReasons(TabText text, JsonNode conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        text.line(0, "Conditions:");
        text.line(1, "Type", "Status", "Reason");
        text.line(1, "----", "------", "------");
        for (JsonNode condition : conditions) {
            text.line(
                    1,
                    condition.path("type").asText() + " ",
                    condition.path("status").asText(),
                    condition.path("reason").asText());
        }
    }

    /// Who owns the object and acts on it.
    static void controlledBy(ObjectNode object, TabText text) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                text.line(
                        0,
                        "Controlled By:",
                        owner.path("kind").asText() + "/" + owner.path("name").asText());
            }
        }
    }

    static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }
}
