package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The fields of a schema as text: each with its description, or all of them and theirs without.
final class FieldList {
    private static final int MAX_VALUES = 4;
    private static final int LINE = 78;

    private final SchemaDocument document;
    private final boolean isRecursive;

    FieldList(SchemaDocument document, boolean isRecursive) {
        this.document = document;
        this.isRecursive = isRecursive;
    }

    String of(JsonNode schema) {
        StringBuilder text = new StringBuilder();
        append(schema, 1, Set.of(), text);
        return text.toString();
    }

    /// @param seen the references on the way here: schemas may contain themselves
    private void append(JsonNode schema, int level, Set<String> seen, StringBuilder text) {
        String reference = schema.path("$ref").asText();
        if (seen.contains(reference)) {
            return;
        }
        Set<String> here = new LinkedHashSet<>(seen);
        if (!reference.isEmpty()) {
            here.add(reference);
        }
        JsonNode resolved = document.resolve(schema);
        JsonNode properties = resolved.path("properties");
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            appendField(name, resolved, level, text);
            if (isRecursive) {
                append(properties.path(name), level + 1, here, text);
            }
        }
        for (JsonNode part : document.partsOf(resolved)) {
            append(part, level, here, text);
        }
    }

    private void appendField(String name, JsonNode owner, int level, StringBuilder text) {
        JsonNode field = owner.path("properties").path(name);
        int indent = 2 * level;
        text.append(" ".repeat(indent)).append(name);
        text.append("\t<").append(document.typeOf(field)).append('>');
        for (JsonNode required : owner.path("required")) {
            if (required.asText().equals(name)) {
                text.append(" -required-");
            }
        }
        appendValues(field, indent, text);
        text.append('\n');
        if (!isRecursive) {
            String description = field.path("description").asText("<no description>");
            Explanation.appendIndented(description, LINE - indent, indent + 2, text);
            text.append('\n');
        }
    }

    private static void appendValues(JsonNode field, int indent, StringBuilder text) {
        if (field.path("enum").isEmpty()) {
            return;
        }
        List<String> values = new ArrayList<>();
        for (JsonNode value : field.path("enum")) {
            values.add(values.size() < MAX_VALUES ? shown(value) : "....");
            if (values.size() > MAX_VALUES) {
                break;
            }
        }
        text.append('\n').append(" ".repeat(indent)).append("enum: ");
        text.append(String.join(", ", values));
    }

    static String shown(JsonNode value) {
        return value.isTextual() && value.asText().isEmpty() ? "\"\"" : value.asText();
    }
}
