package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Any other kind: every field under a title made of its name.
final class FieldDescriber implements Describer {
    @Override
    public void describe(ObjectNode object, TabText text, Session session) {
        Describer.head(object, text);
        Describer.labelsAndAnnotations(object, text);
        text.line(0, "API Version:", object.path("apiVersion").asText());
        text.line(0, "Kind:", object.path("kind").asText());
        boolean isSecret = object.path("kind").asText().equals("Secret");
        object.properties().stream()
                .filter(
                        field ->
                                !field.getKey().equals("apiVersion")
                                        && !field.getKey().equals("kind"))
                .filter(field -> !field.getKey().equals("metadata"))
                .forEach(
                        field -> {
                            if (isSecret && field.getKey().equals("data")) {
                                sizes(text, field.getValue());
                            } else {
                                field(text, 0, field.getKey(), field.getValue());
                            }
                        });
    }

    /// A secret's values stay secret; their sizes are told.
    private static void sizes(TabText text, JsonNode data) {
        text.line(0, "Data");
        text.line(0, "====");
        data.properties()
                .forEach(
                        entry ->
                                text.line(
                                        0,
                                        entry.getKey() + ":",
                                        java.util.Base64.getDecoder()
                                                        .decode(entry.getValue().asText())
                                                        .length
                                                + " bytes"));
    }

    private static void field(TabText text, int indent, String name, JsonNode value) {
        String title = title(name) + ":";
        switch (value.getNodeType()) {
            case OBJECT -> {
                text.line(indent, title);
                value.properties()
                        .forEach(
                                child -> field(text, indent + 1, child.getKey(), child.getValue()));
            }
            case ARRAY -> {
                text.line(indent, title);
                for (JsonNode element : value) {
                    if (element.isObject()) {
                        element.properties()
                                .forEach(
                                        child ->
                                                field(
                                                        text,
                                                        indent + 1,
                                                        child.getKey(),
                                                        child.getValue()));
                    } else {
                        text.line(indent + 1, element.asText());
                    }
                }
            }
            case STRING, NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO ->
                    text.line(indent, title, value.asText());
        }
    }

    /// `holderIdentity` → `Holder Identity`.
    private static String title(String name) {
        String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        return spaced.isEmpty()
                ? spaced
                : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
