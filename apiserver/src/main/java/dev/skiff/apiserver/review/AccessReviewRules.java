package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.DeclaredOrder;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an access review may hold.
final class AccessReviewRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath RESOURCE = SPEC.child("resourceAttributes");
    private static final FieldPath PATH = SPEC.child("nonResourceAttributes");

    private AccessReviewRules() {}

    static List<FieldError> check(JsonNode review, AccessReview.About about) {
        List<FieldError> errors = new ArrayList<>(0);
        JsonNode spec = Fields.at(review, "spec");
        attributes(spec, errors);
        if (about != AccessReview.About.CALLER
                && Fields.text(spec, "user").isEmpty()
                && Fields.at(spec, "groups").isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("user"),
                            "",
                            "at least one of user or group must be specified"));
        }
        JsonNode resource = Fields.at(spec, "resourceAttributes");
        fields(Fields.at(resource, "fieldSelector"), errors);
        labels(Fields.at(resource, "labelSelector"), errors);
        boolean isLocal = about == AccessReview.About.ANYBODY_IN_NAMESPACE;
        metadata(Fields.at(review, "metadata"), isLocal, errors);
        if (isLocal) {
            place(review, errors);
        }
        return errors;
    }

    private static void attributes(JsonNode spec, List<FieldError> errors) {
        boolean isResource = Fields.has(spec, "resourceAttributes");
        boolean isPath = Fields.has(spec, "nonResourceAttributes");
        if (isResource && isPath) {
            errors.add(
                    FieldError.invalid(
                            PATH,
                            printedPath(spec),
                            "cannot be specified in combination with resourceAttributes"));
        }
        if (!isResource && !isPath) {
            errors.add(
                    FieldError.invalid(
                            RESOURCE,
                            JsonNodeFactory.instance.nullNode(),
                            "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }
    }

    /// Upstream prints its own structure here.
    private static JsonNode printedPath(JsonNode spec) {
        JsonNode path = Fields.at(spec, "nonResourceAttributes");
        return Json.object()
                .put("Path", Fields.text(path, "path"))
                .put("Verb", Fields.text(path, "verb"));
    }

    private static void fields(JsonNode selector, List<FieldError> errors) {
        FieldPath path = RESOURCE.child("fieldSelector");
        oneForm(selector, path, errors);
        int i = 0;
        for (JsonNode requirement : Fields.at(selector, "requirements")) {
            FieldPath place = path.child("requirements").index(i++);
            if (Fields.text(requirement, "key").isEmpty()) {
                errors.add(FieldError.required(place.child("key"), "must be specified"));
            }
            LabelSelectorRules.values(requirement, place, errors);
        }
    }

    /// Operators that we don't know may come from clients newer than we are.
    private static void labels(JsonNode selector, List<FieldError> errors) {
        FieldPath path = RESOURCE.child("labelSelector");
        oneForm(selector, path, errors);
        int i = 0;
        for (JsonNode requirement : Fields.at(selector, "requirements")) {
            FieldPath place = path.child("requirements").index(i++);
            LabelSelectorRules.values(requirement, place, errors);
            LabelSelectorRules.texts(requirement, place, errors);
        }
    }

    private static void oneForm(JsonNode selector, FieldPath path, List<FieldError> errors) {
        if (!selector.isObject()) {
            return;
        }
        String raw = Fields.text(selector, "rawSelector");
        boolean hasRequirements = !Fields.at(selector, "requirements").isEmpty();
        if (!raw.isEmpty() && hasRequirements) {
            errors.add(
                    FieldError.invalid(
                            path.child("rawSelector"),
                            raw,
                            "may not specified at the same time as requirements"));
        }
        if (raw.isEmpty() && !hasRequirements) {
            errors.add(
                    FieldError.required(
                            path.child("requirements"),
                            "when %s is specified, requirements or rawSelector is required"
                                    .formatted(path.text())));
        }
    }

    private static void metadata(JsonNode metadata, boolean isLocal, List<FieldError> errors) {
        for (Map.Entry<String, JsonNode> field : Fields.entries(metadata)) {
            String name = field.getKey();
            boolean isLeftAlone =
                    name.equals("managedFields") || (isLocal && name.equals("namespace"));
            if (!isLeftAlone && !isEmpty(field.getValue())) {
                errors.add(
                        FieldError.invalid(
                                FieldPath.of("metadata"),
                                printed(metadata),
                                isLocal ? "must be empty except for namespace" : "must be empty"));
                return;
            }
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }

    private static JsonNode printed(JsonNode metadata) {
        ObjectNode printed = ordered(metadata, DeclaredOrder.METADATA);
        if (Fields.has(metadata, "managedFields")) {
            var list = printed.putArray("managedFields");
            for (JsonNode entry : metadata.get("managedFields")) {
                list.add(ordered(entry, DeclaredOrder.OWNER));
            }
        }
        return printed;
    }

    private static ObjectNode ordered(JsonNode node, List<String> fields) {
        ObjectNode ordered = Json.object();
        for (String field : fields) {
            if (Fields.has(node, field) && !isEmpty(node.get(field))) {
                ordered.set(field, Json.sorted(node.get(field)));
            }
        }
        return ordered;
    }

    private static void place(JsonNode review, List<FieldError> errors) {
        JsonNode spec = Fields.at(review, "spec");
        String asked = Fields.text(spec, "resourceAttributes", "namespace");
        if (Fields.has(spec, "resourceAttributes")
                && !asked.equals(Fields.text(review, "metadata", "namespace"))) {
            errors.add(
                    FieldError.invalid(
                            RESOURCE.child("namespace"), asked, "must match metadata.namespace"));
        }
        if (Fields.has(spec, "nonResourceAttributes")) {
            errors.add(
                    FieldError.invalid(
                            PATH, printedPath(spec), "disallowed on this kind of request"));
        }
    }
}
