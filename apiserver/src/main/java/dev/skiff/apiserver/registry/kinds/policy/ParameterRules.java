package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.List;
import java.util.Locale;

/// What parameterizes a policy: its kind, and the objects that a binding means.
final class ParameterRules {
    private static final String EXCLUSIVE = "name and selector are mutually exclusive";

    private ParameterRules() {}

    static void kind(JsonNode kind, FieldPath path, List<FieldError> errors) {
        apiVersion(Fields.text(kind, "apiVersion"), path.child("apiVersion"), errors);
        String name = Fields.text(kind, "kind");
        List<String> wrong = TextRules.dns1035Label(name.toLowerCase(Locale.ROOT));
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("kind"), ""));
        } else if (!wrong.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path.child("kind"),
                            name,
                            "may have mixed case, but should otherwise match: "
                                    + String.join(",", wrong)));
        }
    }

    private static void apiVersion(String text, FieldPath path, List<FieldError> errors) {
        int slash = text.indexOf('/');
        if (text.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (slash != text.lastIndexOf('/')) {
            errors.add(FieldError.invalid(path, text, "unexpected GroupVersion string: " + text));
        } else {
            String group = slash < 0 ? "" : text.substring(0, slash);
            String version = text.substring(slash + 1);
            if (!group.isEmpty()) {
                joined(group, TextRules.subdomain(group), path, errors);
            }
            if (version.isEmpty()) {
                errors.add(FieldError.invalid(path, text, "version must be specified"));
            } else {
                joined(version, TextRules.dns1035Label(version), path, errors);
            }
        }
    }

    private static void joined(
            String value, List<String> wrong, FieldPath path, List<FieldError> errors) {
        if (!wrong.isEmpty()) {
            errors.add(FieldError.invalid(path, value, String.join(",", wrong)));
        }
    }

    static void reference(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(reference, "name");
        boolean hasSelector = Fields.has(reference, "selector");
        if (!name.isEmpty()) {
            FieldChecks.invalid(
                    path.child("name"), name, TextRules.pathSegment(name, false), errors);
            if (hasSelector) {
                errors.add(FieldError.forbidden(path.child("name"), EXCLUSIVE));
            }
        }
        if (hasSelector) {
            LabelSelectorRules.check(
                    Fields.at(reference, "selector"), path.child("selector"), errors);
            if (!name.isEmpty()) {
                errors.add(FieldError.forbidden(path.child("selector"), EXCLUSIVE));
            }
        }
        if (name.isEmpty() && !hasSelector) {
            errors.add(FieldError.required(path, "one of name or selector must be specified"));
        }
        FieldChecks.requiredOneOf(
                reference, "parameterNotFoundAction", List.of("Deny", "Allow"), path, errors);
    }
}
