package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The spec of a definition as upstream holds it internally: what all versions have alike stands
/// once, beside them.
///
/// @param node a tree of its own
record InternalSpec(ObjectNode node) {
    /// Fields of a version, and what they are called where they stand once.
    private static final Map<String, String> SHARED =
            Map.of(
                    "schema", "validation",
                    "subresources", "subresources",
                    "additionalPrinterColumns", "additionalPrinterColumns",
                    "selectableFields", "selectableFields");

    static InternalSpec of(JsonNode definition) {
        JsonNode spec = Fields.at(definition, "spec");
        ObjectNode copy =
                spec instanceof ObjectNode object
                        ? object.deepCopy()
                        : Fields.child(((ObjectNode) definition).objectNode(), "spec");
        JsonNode versions = Fields.at(copy, "versions");
        if (!versions.isEmpty()) {
            copy.put("version", Fields.text(versions.get(0), "name"));
            SHARED.forEach((field, name) -> share(field, name, versions, copy));
        }
        JsonNode webhook = Fields.at(copy, "conversion", "webhook");
        if (webhook.isObject()) {
            ObjectNode conversion = (ObjectNode) copy.get("conversion");
            move(webhook, "clientConfig", "webhookClientConfig", conversion);
            move(webhook, "conversionReviewVersions", "conversionReviewVersions", conversion);
        }
        return new InternalSpec(copy);
    }

    private static void share(String field, String name, JsonNode versions, ObjectNode spec) {
        JsonNode first = Fields.at(versions.get(0), field);
        for (JsonNode version : versions) {
            if (!FieldChecks.same(Fields.at(version, field), first)) {
                return;
            }
        }
        for (JsonNode version : versions) {
            ((ObjectNode) version).remove(field);
        }
        if (!first.isMissingNode()) {
            spec.set(name, first);
        }
    }

    private static void move(JsonNode from, String field, String name, ObjectNode to) {
        JsonNode value = Fields.at(from, field);
        if (!value.isMissingNode()) {
            to.set(name, value);
        }
    }

    JsonNode at(String field) {
        return Fields.at(node, field);
    }

    JsonNode versions() {
        return at("versions");
    }

    /// The name of the version that objects are stored in, if one is marked.
    static Optional<String> storageVersion(JsonNode versions) {
        for (JsonNode version : versions) {
            if (Fields.isTrue(version, "storage")) {
                return Optional.of(Fields.text(version, "name"));
            }
        }
        return Optional.empty();
    }

    /// Every schema of it.
    List<JsonNode> schemas() {
        List<JsonNode> schemas = new ArrayList<>(1);
        schemas.add(Fields.at(at("validation"), "openAPIV3Schema"));
        for (JsonNode version : versions()) {
            schemas.add(Fields.at(version, "schema", "openAPIV3Schema"));
        }
        schemas.removeIf(schema -> !schema.isObject());
        return schemas;
    }

    boolean hasDefaults() {
        List<JsonNode> withDefault = new ArrayList<>(0);
        for (JsonNode whole : schemas()) {
            Schemas.each(
                    whole,
                    schema -> {
                        if (Fields.has(schema, "default")) {
                            withDefault.add(schema);
                        }
                    });
        }
        return !withDefault.isEmpty();
    }

    /// Whether a version's objects have a status apart; without a version, whether any's have.
    boolean hasStatus(Optional<JsonNode> version) {
        boolean isShared = Fields.has(at("subresources"), "status");
        if (version.isPresent()) {
            return isShared || hasOwnStatus(version.get());
        }
        boolean has = isShared;
        for (JsonNode one : versions()) {
            has |= hasOwnStatus(one);
        }
        return has;
    }

    private static boolean hasOwnStatus(JsonNode version) {
        return Fields.has(Fields.at(version, "subresources"), "status");
    }
}
