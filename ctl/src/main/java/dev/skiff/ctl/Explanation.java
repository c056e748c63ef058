package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What an OpenAPI document says of a kind or a field, as text.
final class Explanation {
    private static final int LINE = 76;

    private final SchemaDocument document;
    private final FieldList fields;

    Explanation(JsonNode document, boolean isRecursive) {
        this.document = new SchemaDocument(document);
        this.fields = new FieldList(this.document, isRecursive);
    }

    String heading(ResourceType type) {
        String group = type.groupVersion().group();
        return (group.isEmpty() ? "" : "GROUP:      " + group + "\n")
                + "KIND:       %s\nVERSION:    %s\n\n"
                        .formatted(type.kind(), type.groupVersion().version());
    }

    /// @param path the fields that lead to what is asked for; empty: the kind itself
    String text(ResourceType type, List<String> path) {
        JsonNode schema = document.ofKind(type.groupVersion(), type.kind());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            schema = document.property(schema, path.get(i));
            if (schema.isMissingNode()) {
                throw new CommandFailure(
                        "error: field \"%s\" does not exist".formatted(path.getLast()));
            }
        }
        if (!path.isEmpty()) {
            text.append("FIELD: %s <%s>\n".formatted(path.getLast(), document.typeOf(schema)));
            appendValues(schema, text);
            text.append("\n\n");
        }
        String description = document.descriptionOf(schema);
        text.append("DESCRIPTION:\n");
        appendIndented(description.isEmpty() ? "<empty>" : description, LINE, 4, text);
        String list = fields.of(schema);
        if (!list.isEmpty()) {
            text.append("FIELDS:\n").append(list);
        }
        return text.append('\n').toString();
    }

    private static void appendValues(JsonNode schema, StringBuilder text) {
        if (schema.path("enum").isEmpty()) {
            return;
        }
        text.append("ENUM:");
        schema.path("enum").forEach(value -> text.append("\n    ").append(FieldList.shown(value)));
    }

    /// Breaks the text at blanks into lines of at most `width`, each after `indent` blanks.
    static void appendIndented(String paragraphs, int width, int indent, StringBuilder text) {
        for (String paragraph : paragraphs.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    text.append(" ".repeat(indent)).append(line).append('\n');
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            text.append(" ".repeat(indent)).append(line).append('\n');
        }
    }
}
