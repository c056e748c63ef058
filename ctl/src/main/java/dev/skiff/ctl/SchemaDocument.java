package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.kind.GroupVersion;
import java.util.ArrayList;
import java.util.List;

/// The schemas of an OpenAPI document of version 3, which refer to each other.
final class SchemaDocument {
    private final JsonNode document;

    SchemaDocument(JsonNode document) {
        this.document = document;
    }

    /// The schema of a kind.
    JsonNode ofKind(GroupVersion groupVersion, String kind) {
        for (JsonNode schema : document.at("/components/schemas")) {
            for (JsonNode of : schema.path("x-kubernetes-group-version-kind")) {
                if (of.path("kind").asText().equals(kind)
                        && of.path("group").asText().equals(groupVersion.group())
                        && of.path("version").asText().equals(groupVersion.version())) {
                    return schema;
                }
            }
        }
        throw new CommandFailure(
                "error: GVK %s/%s not found in OpenAPI schema".formatted(groupVersion, kind));
    }

    /// The schema itself, or what it refers to.
    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        JsonNode found = reference.isEmpty() ? schema : document.at(reference.substring(1));
        return found.isMissingNode() ? schema : found;
    }

    /// The schema of a field, also where the owner is a list or map of those that have it.
    JsonNode property(JsonNode owner, String name) {
        JsonNode resolved = resolve(owner);
        JsonNode own = resolved.path("properties").path(name);
        if (!own.isMissingNode()) {
            return own;
        }
        for (JsonNode part : partsOf(resolved)) {
            JsonNode found = property(part, name);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /// The schemas of what it holds or is made of.
    List<JsonNode> partsOf(JsonNode resolved) {
        List<JsonNode> parts = new ArrayList<>();
        resolved.path("allOf").forEach(parts::add);
        if (resolved.path("items").isObject()) {
            parts.add(resolved.path("items"));
        }
        if (resolved.path("additionalProperties").isObject()) {
            parts.add(resolved.path("additionalProperties"));
        }
        return parts;
    }

    /// Its own description and those of what it refers to, each on a line.
    String descriptionOf(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        StringBuilder text = new StringBuilder();
        if (resolved.has("description")) {
            text.append(resolved.path("description").asText()).append('\n');
        }
        partsOf(resolved).forEach(part -> text.append(descriptionOf(part)));
        return text.toString();
    }

    /// `string`, `Container`, `[]Container`, `map[string]string`.
    String typeOf(JsonNode schema) {
        if (schema.has("items")) {
            return "[]" + typeOf(schema.path("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map[string]" + typeOf(schema.path("additionalProperties"));
        }
        if (schema.path("allOf").size() == 1 && !schema.has("properties")) {
            return typeOf(schema.path("allOf").path(0));
        }
        String reference = schema.path("$ref").asText();
        String type = resolve(schema).path("type").asText();
        boolean isObject = type.isEmpty() || type.equals("object");
        if (!reference.isEmpty() && isObject) {
            return reference.substring(reference.lastIndexOf('.') + 1);
        }
        return isObject ? "Object" : type;
    }
}
