package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import java.util.List;
import java.util.Map;

/// What a `LabelSelector` field may hold, and whether it selects.
public final class LabelSelectorRules {
    private LabelSelectorRules() {}

    public static void check(JsonNode selector, FieldPath path, List<FieldError> errors) {
        LabelRules.labels(Fields.at(selector, "matchLabels"), path.child("matchLabels"), errors);
        int i = 0;
        for (JsonNode requirement : Fields.at(selector, "matchExpressions")) {
            FieldPath place = path.child("matchExpressions").index(i++);
            if (!values(requirement, place, errors)) {
                errors.add(
                        FieldError.invalid(
                                place.child("operator"),
                                Fields.text(requirement, "operator"),
                                "not a valid selector operator"));
            }
            texts(requirement, place, errors);
        }
    }

    /// Whether a requirement has as many values as its operator takes.
    ///
    /// @return whether there is such an operator
    public static boolean values(JsonNode requirement, FieldPath path, List<FieldError> errors) {
        JsonNode values = Fields.at(requirement, "values");
        switch (Fields.text(requirement, "operator")) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    errors.add(
                            FieldError.required(
                                    path.child("values"),
                                    "must be specified when `operator` is 'In' or 'NotIn'"));
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    errors.add(
                            FieldError.forbidden(
                                    path.child("values"),
                                    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Whether the key and the values of a requirement can be those of labels.
    public static void texts(JsonNode requirement, FieldPath path, List<FieldError> errors) {
        LabelRules.key(Fields.text(requirement, "key"), path.child("key"), errors);
        int i = 0;
        for (JsonNode value : Fields.at(requirement, "values")) {
            FieldPath valuePath = path.child("values").index(i++);
            FieldChecks.invalid(
                    valuePath, value.asText(), TextRules.labelValue(value.asText()), errors);
        }
    }

    /// Whether it selects everything.
    public static boolean isEmpty(JsonNode selector) {
        return Fields.at(selector, "matchLabels").isEmpty()
                && Fields.at(selector, "matchExpressions").isEmpty();
    }

    /// Whether a well-formed selector selects an object with these labels. An absent one selects
    /// nothing.
    public static boolean matches(JsonNode selector, JsonNode labels) {
        if (!selector.isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> wanted :
                Fields.entries(Fields.at(selector, "matchLabels"))) {
            if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
                return false;
            }
        }
        for (JsonNode requirement : Fields.at(selector, "matchExpressions")) {
            if (!isMet(requirement, labels.path(Fields.text(requirement, "key")))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMet(JsonNode requirement, JsonNode label) {
        boolean isThere = !label.isMissingNode();
        boolean isListed =
                isThere && Fields.texts(Fields.at(requirement, "values")).contains(label.asText());
        return switch (Fields.text(requirement, "operator")) {
            case "In" -> isListed;
            case "NotIn" -> !isListed;
            case "Exists" -> isThere;
            case "DoesNotExist" -> !isThere;
            default -> false;
        };
    }
}
