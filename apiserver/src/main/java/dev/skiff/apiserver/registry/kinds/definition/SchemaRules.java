package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;
import java.util.Map;

/// A schema and all schemas below it, each by what it may say where it stands.
final class SchemaRules {
    private static final List<String> TYPES =
            List.of("array", "boolean", "integer", "number", "object", "string");
    private static final List<String> METADATA = List.of("metadata", "kind", "apiVersion");
    private static final List<String> UNSUPPORTED =
            List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies");

    private SchemaRules() {}

    static Findings check(JsonNode schema, FieldPath path, SchemaContext context) {
        Findings findings = new Findings();
        if (!schema.isObject()) {
            return findings;
        }
        standard(schema, path, context, findings.form());
        if (Fields.isTrue(schema, "uniqueItems")) {
            findings.form()
                    .add(
                            FieldError.forbidden(
                                    path.child("uniqueItems"),
                                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
        fields(schema, path, context, findings);
        joined(schema, path, context.withoutTypes(), findings);
        items(schema, path, context, findings);
        for (Map.Entry<String, JsonNode> entry :
                Fields.entries(Fields.at(schema, "dependencies"))) {
            FieldPath below = path.child("dependencies").key(entry.getKey());
            findings.addAll(check(entry.getValue(), below, context.withoutTypes()));
        }
        ListTypeRules.check(schema, path, findings.form());
        RuleRules.check(schema, path, context, findings);
        return findings;
    }

    /// What no schema may say.
    private static void standard(
            JsonNode schema, FieldPath path, SchemaContext context, List<FieldError> errors) {
        String type = Fields.text(schema, "type");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            errors.add(FieldError.notSupported(path.child("type"), type, TYPES));
        }
        if (Fields.has(schema, "default") && context.noDefaults().isPresent()) {
            errors.add(
                    FieldError.forbidden(
                            path.child("default"),
                            "must not be set " + context.noDefaults().get()));
        }
        for (String field : UNSUPPORTED) {
            JsonNode value = Fields.at(schema, field);
            boolean isSet =
                    field.equals("additionalItems") || field.equals("dependencies")
                            ? !value.isMissingNode()
                            : !value.isEmpty() || !value.asText("").isEmpty();
            if (isSet) {
                errors.add(FieldError.forbidden(path.child(field), field + " is not supported"));
            }
        }
        if (Fields.has(schema, "$ref")) {
            errors.add(FieldError.forbidden(path.child("$ref"), "$ref is not supported"));
        }
        if (type.equals("null")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("type"),
                            "type cannot be set to null, use nullable as an alternative"));
        }
        if (Fields.at(schema, "items").isArray()) {
            errors.add(
                    FieldError.forbidden(
                            path.child("items"), "items must be a schema object and not an array"));
        }
        if (context.isInsideMetadata() && Fields.isTrue(schema, "x-kubernetes-embedded-resource")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("x-kubernetes-embedded-resource"),
                            "must not be used inside of resource meta"));
        }
    }

    private static void fields(
            JsonNode schema, FieldPath path, SchemaContext context, Findings findings) {
        JsonNode properties = Fields.at(schema, "properties");
        JsonNode others = Fields.at(schema, "additionalProperties");
        FieldPath othersPath = path.child("additionalProperties");
        if (!others.isMissingNode()) {
            if (!properties.isEmpty() && !others.asBoolean(false)) {
                findings.form()
                        .add(
                                FieldError.forbidden(
                                        othersPath,
                                        "additionalProperties and properties are mutual exclusive"));
            }
            SchemaContext below =
                    context.isInsideMetadata()
                            ? context.withoutDefaults(
                                    "inside additionalProperties applying to object metadata")
                            : context;
            findings.addAll(check(others, othersPath, below.below()));
        }
        String mapType = Fields.text(schema, "x-kubernetes-map-type");
        boolean isCorrelated = List.of("", "granular", "atomic").contains(mapType);
        for (Map.Entry<String, JsonNode> property : Fields.entries(properties)) {
            String name = property.getKey();
            SchemaContext below = isCorrelated ? context : context.uncorrelatedBelow(path);
            boolean isObject =
                    context.isRoot() || Fields.isTrue(schema, "x-kubernetes-embedded-resource");
            if (isObject && METADATA.contains(name)) {
                below = below.insideMetadata();
                if (context.isRoot()) {
                    below = below.withoutDefaults("in top-level " + name);
                }
            }
            FieldPath propertyPath = path.child("properties").key(name);
            findings.addAll(check(property.getValue(), propertyPath, below.below()));
        }
    }

    private static void joined(
            JsonNode schema, FieldPath path, SchemaContext context, Findings findings) {
        findings.addAll(check(Fields.at(schema, "not"), path.child("not"), context));
        for (String join : List.of("allOf", "oneOf", "anyOf")) {
            int i = 0;
            for (JsonNode part : Fields.at(schema, join)) {
                findings.addAll(check(part, path.child(join).index(i++), context));
            }
        }
        for (Map.Entry<String, JsonNode> entry : Fields.entries(Fields.at(schema, "definitions"))) {
            FieldPath below = path.child("definitions").key(entry.getKey());
            findings.addAll(check(entry.getValue(), below, context));
        }
    }

    /// Only elements of maps are known again after a change.
    private static void items(
            JsonNode schema, FieldPath path, SchemaContext context, Findings findings) {
        JsonNode items = Fields.at(schema, "items");
        boolean isMap = Fields.text(schema, "x-kubernetes-list-type").equals("map");
        SchemaContext below = (isMap ? context : context.uncorrelatedBelow(path)).below();
        if (items.isArray()) {
            int i = 0;
            for (JsonNode item : items) {
                findings.addAll(check(item, path.child("items").index(i++), below));
            }
        } else {
            findings.addAll(check(items, path.child("items"), below));
        }
    }
}
