package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;
import java.util.Map;

/// Schemas below what joins or negates them: they only say what values may be, never what they are.
final class StructuralParts {
    private static final List<String> JOINS = List.of("anyOf", "allOf", "oneOf");
    private static final List<String> EMPTY =
            List.of("type", "title", "description", "x-kubernetes-list-map-keys");
    private static final List<String> FALSE =
            List.of(
                    "nullable",
                    "x-kubernetes-preserve-unknown-fields",
                    "x-kubernetes-embedded-resource",
                    "x-kubernetes-int-or-string");
    private static final List<String> UNDEFINED =
            List.of(
                    "additionalProperties",
                    "default",
                    "x-kubernetes-list-type",
                    "x-kubernetes-map-type");

    private StructuralParts() {}

    /// The parts of a schema that stands for itself. One that takes numbers and strings may say so.
    static void values(JsonNode schema, FieldPath path, List<FieldError> errors) {
        boolean isEither = isNumberOrString(Fields.at(schema, "anyOf"));
        JsonNode all = Fields.at(schema, "allOf");
        boolean isEitherFirst = !all.isEmpty() && isNumberOrString(Fields.at(all.get(0), "anyOf"));
        for (String join : JOINS) {
            if (join.equals("anyOf") && isEither) {
                continue;
            }
            int i = 0;
            for (JsonNode part : Fields.at(schema, join)) {
                boolean skips = join.equals("allOf") && i == 0 && isEitherFirst;
                nested(
                        part,
                        skips ? List.of("allOf", "oneOf") : JOINS,
                        path.child(join).index(i++),
                        errors);
            }
        }
        nested(Fields.at(schema, "not"), JOINS, path.child("not"), errors);
    }

    private static boolean isNumberOrString(JsonNode any) {
        return any.size() == 2
                && any.path(0).size() == 1
                && Fields.text(any.path(0), "type").equals("integer")
                && any.path(1).size() == 1
                && Fields.text(any.path(1), "type").equals("string");
    }

    /// @param joins which of its joins are looked into
    private static void nested(
            JsonNode part, List<String> joins, FieldPath path, List<FieldError> errors) {
        if (!part.isObject()) {
            return;
        }
        for (String join : joins) {
            int i = 0;
            for (JsonNode below : Fields.at(part, join)) {
                nested(below, JOINS, path.child(join).index(i++), errors);
            }
        }
        nested(Fields.at(part, "not"), JOINS, path.child("not"), errors);
        nested(Fields.at(part, "items"), JOINS, path.child("items"), errors);
        String pattern = Fields.text(part, "pattern");
        if (!pattern.isEmpty()) {
            StructuralRules.pattern(pattern, path.child("pattern"), errors);
        }
        for (Map.Entry<String, JsonNode> property : Fields.entries(Fields.at(part, "properties"))) {
            FieldPath propertyPath = path.child("properties").key(property.getKey());
            nested(property.getValue(), JOINS, propertyPath, errors);
            if (property.getKey().equals("metadata")) {
                errors.add(
                        FieldError.forbidden(
                                propertyPath, "must not be specified in a nested context"));
            }
        }
        forbidden(part, path, errors);
    }

    private static void forbidden(JsonNode part, FieldPath path, List<FieldError> errors) {
        for (String field : EMPTY) {
            JsonNode value = Fields.at(part, field);
            if (!value.isEmpty() || !value.asText("").isEmpty()) {
                errors.add(
                        FieldError.forbidden(path.child(field), "must be empty to be structural"));
            }
        }
        if (!Fields.at(part, "x-kubernetes-validations").isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            path.child("x-kubernetes-validations"),
                            "must be empty to be structural"));
        }
        for (String field : FALSE) {
            if (Fields.isTrue(part, field)) {
                errors.add(
                        FieldError.forbidden(path.child(field), "must be false to be structural"));
            }
        }
        for (String field : UNDEFINED) {
            if (Fields.has(part, field)) {
                errors.add(
                        FieldError.forbidden(
                                path.child(field), "must be undefined to be structural"));
            }
        }
    }

    /// Whatever a part speaks of must be there outside as well.
    ///
    /// @param part speaks of values, at `partPath`
    /// @param whole what is said outside of the same values, at `wholePath`
    static void complete(
            JsonNode part,
            JsonNode whole,
            FieldPath wholePath,
            FieldPath partPath,
            List<FieldError> errors) {
        for (String join : JOINS) {
            int i = 0;
            for (JsonNode below : Fields.at(part, join)) {
                covered(below, whole, wholePath, partPath.child(join).index(i++), errors);
            }
        }
        covered(Fields.at(part, "not"), whole, wholePath, partPath.child("not"), errors);
    }

    private static void covered(
            JsonNode part,
            JsonNode whole,
            FieldPath wholePath,
            FieldPath partPath,
            List<FieldError> errors) {
        if (!part.isObject()) {
            return;
        }
        if (!whole.isObject()) {
            errors.add(FieldError.required(wholePath, "because it is defined in " + partPath));
            return;
        }
        complete(part, whole, wholePath, partPath, errors);
        covered(
                Fields.at(part, "items"),
                Fields.at(whole, "items"),
                wholePath.child("items"),
                partPath.child("items"),
                errors);
        for (Map.Entry<String, JsonNode> property : Fields.entries(Fields.at(part, "properties"))) {
            String name = property.getKey();
            covered(
                    property.getValue(),
                    Fields.at(whole, "properties", name),
                    wholePath.child("properties").key(name),
                    partPath.child("properties").key(name),
                    errors);
        }
    }
}
