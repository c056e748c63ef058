package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a custom resource is called, which versions it has, and what its objects look like in each.
final class SpecRules {
    static final FieldPath SPEC = FieldPath.of("spec");

    private static final int MAX_WARNING = 256;

    private SpecRules() {}

    static void check(InternalSpec spec, List<FieldError> errors) {
        group(Fields.text(spec.node(), "group"), errors);
        FieldChecks.requiredOneOf(
                spec.node(), "scope", List.of("Cluster", "Namespaced"), SPEC, errors);
        schemasPresent(spec, errors);
        versions(spec, errors);
        NameRules.required(spec.at("names"), SPEC.child("names"), errors);
        NameRules.check(spec.at("names"), SPEC.child("names"), errors);
        if (!spec.at("validation").isMissingNode()) {
            ValidationRules.check(
                    spec.at("validation"),
                    spec.hasStatus(Optional.empty()),
                    SPEC.child("validation"),
                    errors);
        }
        parts(spec.node(), spec.at("validation"), SPEC, errors);
        ConversionRules.check(spec, SPEC.child("conversion"), errors);
    }

    private static void group(String group, List<FieldError> errors) {
        FieldPath path = SPEC.child("group");
        List<String> wrong = TextRules.subdomain(group);
        if (group.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (!wrong.isEmpty()) {
            errors.add(FieldError.invalid(path, group, String.join(",", wrong)));
        } else if (group.indexOf('.') < 0) {
            errors.add(FieldError.invalid(path, group, "should be a domain with at least one dot"));
        }
    }

    private static void schemasPresent(InternalSpec spec, List<FieldError> errors) {
        if (!Fields.has(spec.at("validation"), "openAPIV3Schema")) {
            int i = 0;
            for (JsonNode version : spec.versions()) {
                FieldPath path = SPEC.child("versions").index(i++);
                if (!Fields.at(version, "schema", "openAPIV3Schema").isObject()) {
                    errors.add(
                            FieldError.required(path.child("schema").child("openAPIV3Schema"), ""));
                }
            }
        }
        boolean preserves = Fields.isTrue(spec.node(), "preserveUnknownFields");
        if (preserves && spec.hasDefaults()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("preserveUnknownFields"),
                            BooleanNode.TRUE,
                            "must be false in order to use defaults in the schema"));
        }
    }

    private static void versions(InternalSpec spec, List<FieldError> errors) {
        FieldPath path = SPEC.child("versions");
        List<String> names = new ArrayList<>(1);
        int stored = 0;
        for (JsonNode version : spec.versions()) {
            FieldPath versionPath = path.index(names.size());
            stored += Fields.isTrue(version, "storage") ? 1 : 0;
            names.add(Fields.text(version, "name"));
            DefinitionRules.label(names.getLast(), "", versionPath.child("name"), errors);
            version(version, spec.hasStatus(Optional.of(version)), versionPath, errors);
        }
        if (names.stream().distinct().count() < names.size()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            SchemaForm.versions(spec.versions()),
                            "must contain unique version names"));
        }
        if (stored != 1) {
            errors.add(
                    FieldError.invalid(
                            path,
                            SchemaForm.versions(spec.versions()),
                            "must have exactly one version marked as storage version"));
        }
        String first = Fields.text(spec.node(), "version");
        if (!first.isEmpty()) {
            DefinitionRules.label(first, "", SPEC.child("version"), errors);
        }
    }

    private static void version(
            JsonNode version, boolean hasStatus, FieldPath path, List<FieldError> errors) {
        deprecation(version, path.child("deprecationWarning"), errors);
        JsonNode schema = Fields.at(version, "schema");
        if (!schema.isMissingNode()) {
            ValidationRules.check(schema, hasStatus, path.child("schema"), errors);
        }
        parts(version, schema, path, errors);
    }

    private static void parts(
            JsonNode holder, JsonNode validation, FieldPath path, List<FieldError> errors) {
        SubresourceRules.check(
                Fields.at(holder, "subresources"), path.child("subresources"), errors);
        ColumnRules.check(
                Fields.at(holder, "additionalPrinterColumns"),
                path.child("additionalPrinterColumns"),
                errors);
        SelectableFieldRules.check(
                Fields.at(holder, "selectableFields"),
                Fields.at(validation, "openAPIV3Schema"),
                path.child("selectableFields"),
                errors);
    }

    private static void deprecation(JsonNode version, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(version, "deprecationWarning")) {
            return;
        }
        String warning = Fields.text(version, "deprecationWarning");
        List<String> wrong = new ArrayList<>(0);
        if (!Fields.isTrue(version, "deprecated")) {
            wrong.add("can only be set for deprecated versions");
        } else if (warning.isEmpty()) {
            wrong.add("must not be an empty string");
        } else {
            if (warning.length() > MAX_WARNING) {
                wrong.add("must be <= %d characters long".formatted(MAX_WARNING));
            }
            for (int i = 0; i < warning.length() && wrong.isEmpty(); i++) {
                if (Character.isISOControl(warning.charAt(i))) {
                    wrong.add(
                            "must only contain printable UTF-8 characters; non-printable character found at index "
                                    + i);
                }
            }
        }
        FieldChecks.invalid(path, warning, wrong, errors);
    }
}
