package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;

/// How lists and maps are merged (`x-kubernetes-list-type` and its like), and what their elements
/// must be like for that.
final class ListTypeRules {
    private static final String LIST_TYPE = "x-kubernetes-list-type";
    private static final String MAP_TYPE = "x-kubernetes-map-type";
    private static final String KEYS = "x-kubernetes-list-map-keys";

    private ListTypeRules() {}

    static void check(JsonNode schema, FieldPath path, List<FieldError> errors) {
        String preserve = "x-kubernetes-preserve-unknown-fields";
        if (Fields.has(schema, preserve) && !Fields.isTrue(schema, preserve)) {
            errors.add(
                    FieldError.invalid(
                            path.child(preserve), BooleanNode.FALSE, "must be true or undefined"));
        }
        if (Fields.has(schema, MAP_TYPE)) {
            type(schema, "object", MAP_TYPE, path, errors);
            known(schema, MAP_TYPE, List.of("atomic", "granular"), path, errors);
        }
        if (Fields.has(schema, LIST_TYPE)) {
            if (!type(schema, "array", LIST_TYPE, path, errors)) {
                setOfWholes(schema, path.child("items"), errors);
            }
            known(schema, LIST_TYPE, List.of("atomic", "set", "map"), path, errors);
        }
        keysOfMap(schema, path, errors);
        if (Fields.text(schema, LIST_TYPE).equals("map")) {
            map(schema, path, errors);
        }
        elements(schema, path.child("items"), errors);
    }

    /// Returns whether the type was wrong.
    private static boolean type(
            JsonNode schema,
            String wanted,
            String extension,
            FieldPath path,
            List<FieldError> errors) {
        String type = Fields.text(schema, "type");
        String detail = "must be %s if %s is specified".formatted(wanted, extension);
        if (type.isEmpty()) {
            errors.add(FieldError.required(path.child("type"), detail));
        } else if (!type.equals(wanted)) {
            errors.add(FieldError.invalid(path.child("type"), type, detail));
        }
        return !type.equals(wanted);
    }

    private static void known(
            JsonNode schema,
            String extension,
            List<String> values,
            FieldPath path,
            List<FieldError> errors) {
        String value = Fields.text(schema, extension);
        if (!values.contains(value)) {
            errors.add(FieldError.notSupported(path.child(extension), value, values));
        }
    }

    private static void setOfWholes(JsonNode schema, FieldPath path, List<FieldError> errors) {
        JsonNode items = Fields.at(schema, "items");
        if (!Fields.text(schema, LIST_TYPE).equals("set") || !items.isObject()) {
            return;
        }
        JsonNode listType = Fields.at(items, LIST_TYPE);
        boolean isAtomic = listType.isMissingNode() || listType.asText().equals("atomic");
        String detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        JsonNode shown = listType.isMissingNode() ? NullNode.getInstance() : listType;
        switch (Fields.text(items, "type")) {
            case "array" -> {
                if (!isAtomic) {
                    errors.add(FieldError.invalid(path.child(LIST_TYPE), shown, detail));
                }
            }
            case "object" -> {
                if (!Fields.text(items, MAP_TYPE).equals("atomic")) {
                    errors.add(FieldError.invalid(path.child(MAP_TYPE), shown, detail));
                }
            }
            default -> {}
        }
    }

    private static void keysOfMap(JsonNode schema, FieldPath path, List<FieldError> errors) {
        if (Fields.at(schema, KEYS).isEmpty()) {
            return;
        }
        String detail = "must be map if x-kubernetes-list-map-keys is non-empty";
        if (!Fields.has(schema, LIST_TYPE)) {
            errors.add(FieldError.required(path.child(LIST_TYPE), detail));
        } else if (!Fields.text(schema, LIST_TYPE).equals("map")) {
            String type = Fields.text(schema, LIST_TYPE);
            errors.add(FieldError.invalid(path.child(LIST_TYPE), type, detail));
        }
    }

    private static void map(JsonNode schema, FieldPath path, List<FieldError> errors) {
        JsonNode keys = Fields.at(schema, KEYS);
        JsonNode items = Fields.at(schema, "items");
        FieldPath itemsPath = path.child("items");
        if (keys.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child(KEYS),
                            "must not be empty if x-kubernetes-list-type is map"));
        }
        if (items.isMissingNode()) {
            errors.add(
                    FieldError.required(
                            itemsPath, "must have a schema if x-kubernetes-list-type is map"));
        } else if (items.isArray()) {
            errors.add(
                    FieldError.invalid(
                            itemsPath,
                            SchemaForm.items(items),
                            "must only have a single schema if x-kubernetes-list-type is map"));
        } else if (!Fields.text(items, "type").equals("object")) {
            errors.add(
                    FieldError.invalid(
                            itemsPath.child("type"),
                            TextNode.valueOf(Fields.text(items, "type")),
                            "must be object if parent array's x-kubernetes-list-type is map"));
        } else {
            keys(keys, Fields.at(items, "properties"), path, errors);
        }
    }

    private static void keys(
            JsonNode keys, JsonNode properties, FieldPath path, List<FieldError> errors) {
        List<String> seen = new ArrayList<>(keys.size());
        for (String key : Fields.texts(keys)) {
            JsonNode property = Fields.at(properties, key);
            if (property.isMissingNode()) {
                errors.add(
                        FieldError.invalid(
                                path.child(KEYS),
                                keys,
                                "entries must all be names of item properties"));
            } else if (List.of("array", "object").contains(Fields.text(property, "type"))) {
                errors.add(
                        FieldError.invalid(
                                path.child("items").child("properties").key(key).child("type"),
                                "object",
                                "must be a scalar type if parent array's x-kubernetes-list-type is map"));
            }
            if (seen.contains(key)) {
                errors.add(
                        FieldError.invalid(
                                path.child(KEYS), keys, "must not contain duplicate entries"));
            }
            seen.add(key);
        }
    }

    /// No element of a set or map is null, and none of a map is without its keys.
    private static void elements(JsonNode schema, FieldPath path, List<FieldError> errors) {
        String type = Fields.text(schema, LIST_TYPE);
        JsonNode items = Fields.at(schema, "items");
        if (!items.isObject() || !List.of("set", "map").contains(type)) {
            return;
        }
        if (Fields.isTrue(items, "nullable")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("nullable"),
                            "cannot be nullable when x-kubernetes-list-type is " + type));
        }
        if (type.equals("set")) {
            return;
        }
        List<String> required = Fields.texts(Fields.at(items, "required"));
        for (String key : Fields.texts(Fields.at(schema, KEYS))) {
            JsonNode property = Fields.at(items, "properties", key);
            FieldPath keyPath = path.child("properties").key(key);
            if (!property.isMissingNode()
                    && !required.contains(key)
                    && !Fields.has(property, "default")) {
                errors.add(
                        FieldError.required(
                                keyPath.child("default"),
                                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }
            if (Fields.isTrue(property, "nullable")) {
                errors.add(
                        FieldError.forbidden(
                                keyPath.child("nullable"),
                                "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
            }
        }
    }
}
