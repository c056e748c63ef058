package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tolerations, one a line, sorted by key.
final class TolerationText {
    private TolerationText() {}

    static void write(TabText text, String title, JsonNode tolerations) {
        List<JsonNode> sorted = new ArrayList<>();
        tolerations.forEach(sorted::add);
        sorted.sort(Comparator.comparing(toleration -> toleration.path("key").asText()));
        if (sorted.isEmpty()) {
            text.line(0, title, "<none>");
            return;
        }
        String shown = title;
        for (JsonNode toleration : sorted) {
            text.line(0, shown, line(toleration));
            shown = "";
        }
    }

    private static String line(JsonNode toleration) {
        StringBuilder line = new StringBuilder(toleration.path("key").asText());
        String value = toleration.path("value").asText();
        String effect = toleration.path("effect").asText();
        if (!value.isEmpty()) {
            line.append('=').append(value);
        }
        if (!effect.isEmpty()) {
            line.append(':').append(effect);
        }
        if (toleration.path("operator").asText().equals("Exists") && value.isEmpty()) {
            line.append(line.isEmpty() ? "op=Exists" : " op=Exists");
        }
        if (toleration.has("tolerationSeconds")) {
            line.append(" for ").append(toleration.path("tolerationSeconds").asText()).append('s');
        }
        return line.toString();
    }
}
