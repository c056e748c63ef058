package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schema of a whole custom resource.
final class ValidationRules {
    private static final List<String> WITH_STATUS =
            List.of(
                    "Description",
                    "Type",
                    "Format",
                    "Title",
                    "Maximum",
                    "ExclusiveMaximum",
                    "Minimum",
                    "ExclusiveMinimum",
                    "MaxLength",
                    "MinLength",
                    "Pattern",
                    "MaxItems",
                    "MinItems",
                    "UniqueItems",
                    "MultipleOf",
                    "Required",
                    "Items",
                    "Properties",
                    "ExternalDocs",
                    "Example",
                    "XPreserveUnknownFields",
                    "XValidations");

    private ValidationRules() {}

    static void check(
            JsonNode validation, boolean hasStatus, FieldPath path, List<FieldError> errors) {
        if (!(Fields.at(validation, "openAPIV3Schema") instanceof ObjectNode schema)) {
            return;
        }
        FieldPath schemaPath = path.child("openAPIV3Schema");
        List<FieldError> found = new ArrayList<>(0);
        SchemaShape.check(schema, schemaPath, found);
        if (!found.isEmpty()) {
            errors.addAll(found);
            return;
        }
        if (hasStatus) {
            root(schema, schemaPath, found);
        }
        if (Fields.isTrue(schema, "nullable")) {
            found.add(
                    FieldError.forbidden(
                            schemaPath.child("nullable"), "nullable cannot be true at the root"));
        }
        Optional<String> unsupported = StructuralRules.unsupported(schema);
        List<FieldError> structural = new ArrayList<>(0);
        if (unsupported.isEmpty()) {
            StructuralRules.check(schema, schemaPath, structural);
            if (structural.isEmpty()) {
                DefaultRules.check(schema, schemaPath, structural);
            }
        }
        found.addAll(structural);
        boolean hasTypes = unsupported.isEmpty() && structural.isEmpty();
        found.addAll(SchemaRules.check(schema, schemaPath, SchemaContext.root(hasTypes)).all());
        if (found.isEmpty()) {
            unsupported.ifPresent(why -> found.add(FieldError.invalid(schemaPath, "", why)));
        }
        errors.addAll(found);
    }

    /// A schema whose status is checked apart says at its root nothing that would be lost then.
    private static void root(ObjectNode schema, FieldPath path, List<FieldError> errors) {
        for (String field : SchemaForm.namesOfSet(schema)) {
            if (field.equals("Type")) {
                String type = Fields.text(schema, "type");
                if (!type.equals("object")) {
                    errors.add(
                            FieldError.invalid(
                                    path.child("type"),
                                    type,
                                    "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"));
                    return;
                }
            } else if (!WITH_STATUS.contains(field)) {
                errors.add(
                        FieldError.invalid(
                                path,
                                SchemaForm.of(schema),
                                "only [%s] fields are allowed at the root of the schema if the status subresource is enabled"
                                        .formatted(String.join(" ", WITH_STATUS))));
                return;
            }
        }
    }
}
