package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// Where the scale of a custom resource's objects stands in them.
final class SubresourceRules {
    private SubresourceRules() {}

    static void check(JsonNode subresources, FieldPath path, List<FieldError> errors) {
        JsonNode scale = Fields.at(subresources, "scale");
        if (scale.isMissingNode()) {
            return;
        }
        replicas(scale, "specReplicasPath", ".spec", path, errors);
        replicas(scale, "statusReplicasPath", ".status", path, errors);
        String selector = Fields.text(scale, "labelSelectorPath");
        FieldPath selectorPath = path.child("scale").child("labelSelectorPath");
        if (!selector.isEmpty()
                && isSimple(selector, selectorPath, errors)
                && !selector.startsWith(".spec.")
                && !selector.startsWith(".status.")) {
            errors.add(
                    FieldError.invalid(
                            selectorPath,
                            selector,
                            "should be a json path under either .spec or .status"));
        }
    }

    private static void replicas(
            JsonNode scale, String field, String root, FieldPath path, List<FieldError> errors) {
        FieldPath fieldPath = path.child("scale").child(field);
        String text = Fields.text(scale, field);
        if (text.isEmpty()) {
            errors.add(FieldError.required(fieldPath, ""));
        } else if (isSimple(text, fieldPath, errors) && !text.startsWith(root + ".")) {
            errors.add(FieldError.invalid(fieldPath, text, "should be a json path under " + root));
        }
    }

    /// Whether a path that is not empty begins as one.
    static boolean isSimple(String text, FieldPath path, List<FieldError> errors) {
        if (text.startsWith(".")) {
            return true;
        }
        errors.add(FieldError.invalid(path, text, "must be a simple json path starting with ."));
        return false;
    }
}
