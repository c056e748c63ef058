package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A schema is structural when it says of every field, outside what joins or negates schemas, of
/// which type it is.
final class StructuralRules {
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
    private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    private static final String EMBEDDED = "x-kubernetes-embedded-resource";
    private static final List<String> UNSUPPORTED =
            List.of(
                    "id",
                    "$schema",
                    "$ref",
                    "patternProperties",
                    "dependencies",
                    "additionalItems",
                    "definitions");

    private StructuralRules() {}

    /// Why a schema has no structural form at all, if so.
    static Optional<String> unsupported(JsonNode schema) {
        for (String field : UNSUPPORTED) {
            JsonNode value = Fields.at(schema, field);
            boolean isSet =
                    field.equals("additionalItems")
                            ? !value.isMissingNode()
                            : !value.isEmpty() || !value.asText("").isEmpty();
            if (isSet) {
                String name = field.equals("$schema") ? "schema" : field;
                return Optional.of("OpenAPIV3Schema '%s' is not supported".formatted(name));
            }
        }
        if (Fields.has(schema, PRESERVE) && !Fields.isTrue(schema, PRESERVE)) {
            return Optional.of("internal error: '" + PRESERVE + "' must be true or undefined");
        }
        if (Fields.at(schema, "items").isArray()) {
            return Optional.of("OpenAPIV3Schema 'items' must be a schema, but is an array");
        }
        return Schemas.below(schema).stream()
                .map(StructuralRules::unsupported)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// In the order of their texts, as upstream tells them.
    static void check(JsonNode schema, FieldPath path, List<FieldError> errors) {
        List<FieldError> found = new ArrayList<>(0);
        invariants(schema, Level.ROOT, path, found);
        StructuralParts.complete(schema, schema, path, path, found);
        found.sort(Comparator.comparing(FieldError::toString));
        errors.addAll(found);
    }

    private enum Level {
        ROOT("must not be empty at the root"),
        ITEM("must not be empty for specified array items"),
        FIELD("must not be empty for specified object fields");

        private final String noType;

        Level(String noType) {
            this.noType = noType;
        }
    }

    private static void invariants(
            JsonNode schema, Level level, FieldPath path, List<FieldError> errors) {
        String type = Fields.text(schema, "type");
        JsonNode items = Fields.at(schema, "items");
        if (type.equals("array") && items.isMissingNode()) {
            errors.add(FieldError.required(path.child("items"), "must be specified"));
        }
        if (items.isObject()) {
            invariants(items, Level.ITEM, path.child("items"), errors);
        }
        for (Map.Entry<String, JsonNode> property :
                Fields.entries(Fields.at(schema, "properties"))) {
            FieldPath propertyPath = path.child("properties").key(property.getKey());
            invariants(property.getValue(), Level.FIELD, propertyPath, errors);
        }
        others(Fields.at(schema, "additionalProperties"), schema, level, path, errors);
        extensions(schema, path, errors);
        StructuralParts.values(schema, path, errors);
        type(schema, type, level, path, errors);
        metadata(schema, level, path, errors);
    }

    private static void others(
            JsonNode others,
            JsonNode schema,
            Level level,
            FieldPath path,
            List<FieldError> errors) {
        if (others.isMissingNode()) {
            return;
        }
        FieldPath othersPath = path.child("additionalProperties");
        if (level == Level.ROOT) {
            errors.add(FieldError.forbidden(othersPath, "must not be used at the root"));
        }
        if (others.isObject()) {
            invariants(others, Level.FIELD, othersPath, errors);
        }
        if (Fields.isTrue(schema, EMBEDDED)) {
            errors.add(
                    FieldError.forbidden(
                            othersPath,
                            "must not be used if x-kubernetes-embedded-resource is set"));
        }
    }

    private static void extensions(JsonNode schema, FieldPath path, List<FieldError> errors) {
        for (String other : List.of(PRESERVE, EMBEDDED)) {
            if (Fields.isTrue(schema, INT_OR_STRING) && Fields.isTrue(schema, other)) {
                errors.add(
                        FieldError.invalid(
                                path.child(other),
                                BooleanNode.TRUE,
                                "must be false if x-kubernetes-int-or-string is true"));
            }
        }
        String pattern = Fields.text(schema, "pattern");
        if (!pattern.isEmpty()) {
            pattern(pattern, path.child("pattern"), errors);
        }
    }

    static void pattern(String pattern, FieldPath path, List<FieldError> errors) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            errors.add(
                    FieldError.invalid(
                            path,
                            pattern,
                            "must be a valid regular expression, but isn't: " + e.getMessage()));
        }
    }

    private static void type(
            JsonNode schema, String type, Level level, FieldPath path, List<FieldError> errors) {
        FieldPath typePath = path.child("type");
        if (Fields.isTrue(schema, EMBEDDED) && !type.equals("object")) {
            String detail = "must be object if x-kubernetes-embedded-resource is true";
            errors.add(
                    type.isEmpty()
                            ? FieldError.required(typePath, detail)
                            : FieldError.invalid(typePath, type, detail));
        } else if (type.isEmpty()
                && !Fields.isTrue(schema, INT_OR_STRING)
                && !Fields.isTrue(schema, PRESERVE)) {
            errors.add(FieldError.required(typePath, level.noType));
        }
        if (level == Level.ROOT && !type.isEmpty() && !type.equals("object")) {
            errors.add(FieldError.invalid(typePath, type, "must be object at the root"));
        }
    }

    private static void metadata(
            JsonNode schema, Level level, FieldPath path, List<FieldError> errors) {
        JsonNode properties = Fields.at(schema, "properties");
        boolean isObject = level == Level.ROOT || Fields.isTrue(schema, EMBEDDED);
        for (String field : List.of("kind", "apiVersion")) {
            JsonNode property = Fields.at(properties, field);
            String type = Fields.text(property, "type");
            if (isObject && property.isObject() && !type.equals("string")) {
                errors.add(
                        FieldError.invalid(
                                path.child("properties").key(field).child("type"),
                                type,
                                "must be string"));
            }
        }
        FieldPath metadataPath = path.child("properties").key("metadata");
        if (Fields.at(properties, "metadata") instanceof ObjectNode metadata) {
            String type = Fields.text(metadata, "type");
            if (isObject && !type.equals("object")) {
                errors.add(FieldError.invalid(metadataPath.child("type"), type, "must be object"));
            }
            if (level == Level.ROOT && !namesOnly(metadata)) {
                errors.add(
                        FieldError.forbidden(
                                metadataPath,
                                "must not specify anything other than name and generateName, but metadata is implicitly specified"));
            }
        }
        if (Fields.isTrue(schema, EMBEDDED)
                && !Fields.isTrue(schema, PRESERVE)
                && properties.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("properties"),
                            "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
        }
    }

    /// What is said of metadata besides its type must be about names.
    private static boolean namesOnly(ObjectNode metadata) {
        for (String field : SchemaForm.namesOfSet(metadata)) {
            if (field.equals("Properties")) {
                for (Map.Entry<String, JsonNode> property :
                        Fields.entries(Fields.at(metadata, "properties"))) {
                    if (!List.of("name", "generateName").contains(property.getKey())) {
                        return false;
                    }
                }
            } else if (!List.of("Type", "Default", "ExternalDocs", "Example").contains(field)) {
                return false;
            }
        }
        return true;
    }
}
