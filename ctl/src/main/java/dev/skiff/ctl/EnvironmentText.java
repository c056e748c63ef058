package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;

/// The environment variables of a container and where they come from.
final class EnvironmentText {
    private final TabText text;

    EnvironmentText(TabText text) {
        this.text = text;
    }

    void write(JsonNode variables) {
        if (variables.isEmpty()) {
            text.line(2, "Environment:", "<none>");
            return;
        }
        text.line(2, "Environment:");
        for (JsonNode variable : variables) {
            JsonNode from = variable.path("valueFrom");
            String title = variable.path("name").asText() + ":";
            if (from.isObject()) {
                source(title, from);
            } else {
                lines(title, variable.path("value").asText());
            }
        }
    }

    private void lines(String title, String value) {
        String shown = title;
        for (String line : value.split("\n", -1)) {
            text.line(3, shown, line);
            shown = "";
        }
    }

    private void source(String title, JsonNode from) {
        if (from.has("fieldRef")) {
            JsonNode field = from.path("fieldRef");
            text.line(
                    3,
                    title,
                    " ("
                            + field.path("apiVersion").asText()
                            + ":"
                            + field.path("fieldPath").asText()
                            + ")");
        } else if (from.has("resourceFieldRef")) {
            JsonNode resource = from.path("resourceFieldRef").path("resource");
            text.line(3, title, " (" + resource.asText() + ")");
        } else if (from.has("secretKeyRef")) {
            key(title, from.path("secretKeyRef"), "in secret");
        } else if (from.has("configMapKeyRef")) {
            key(title, from.path("configMapKeyRef"), "of config map");
        }
    }

    private void key(String title, JsonNode reference, String where) {
        text.line(
                3,
                title,
                "<set to the key '%s' %s '%s'>"
                        .formatted(
                                reference.path("key").asText(),
                                where,
                                reference.path("name").asText()),
                "Optional: " + reference.path("optional").asBoolean());
    }
}
