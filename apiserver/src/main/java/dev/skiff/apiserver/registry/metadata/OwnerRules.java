package dev.skiff.apiserver.registry.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// What `metadata.ownerReferences` may hold.
final class OwnerRules {
    private static final List<String> FIELDS =
            List.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion");

    private OwnerRules() {}

    static void check(JsonNode references, FieldPath path, List<FieldError> errors) {
        String controller = "";
        for (JsonNode reference : references) {
            checkOne(reference, path, errors);
            if (!Fields.isTrue(reference, "controller")) {
                continue;
            }
            String name = Fields.text(reference, "kind") + "/" + Fields.text(reference, "name");
            if (controller.isEmpty()) {
                controller = name;
            } else {
                errors.add(
                        FieldError.invalid(
                                path,
                                allInOrder(references),
                                "Only one reference can have Controller set to true. Found \"true\" in references"
                                        + " for %s and %s".formatted(controller, name)));
            }
        }
    }

    private static void checkOne(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String apiVersion = Fields.text(reference, "apiVersion");
        String kind = Fields.text(reference, "kind");
        if (apiVersion.isEmpty() || apiVersion.endsWith("/")) {
            errors.add(
                    FieldError.invalid(
                            path.child("apiVersion"), apiVersion, "version must not be empty"));
        }
        for (String field : List.of("kind", "name", "uid")) {
            if (Fields.text(reference, field).isEmpty()) {
                errors.add(FieldError.invalid(path.child(field), "", "must not be empty"));
            }
        }
        if (apiVersion.equals("v1") && kind.equals("Event")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            inOrder(reference),
                            "/v1, Kind=Event is disallowed from being an owner"));
        }
    }

    private static ArrayNode allInOrder(JsonNode references) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        references.forEach(reference -> list.add(inOrder(reference)));
        return list;
    }

    private static ObjectNode inOrder(JsonNode reference) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (String field : FIELDS) {
            if (Fields.has(reference, field)) {
                ordered.set(field, reference.get(field));
            }
        }
        return ordered;
    }
}
