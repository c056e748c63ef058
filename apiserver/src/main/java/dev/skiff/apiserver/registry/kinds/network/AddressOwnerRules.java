package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// What an IPAddress says: its name is the address, and it names what has it.
public final class AddressOwnerRules {
    private static final FieldPath METADATA = FieldPath.of("metadata");
    private static final FieldPath PARENT = FieldPath.of("spec", "parentRef");

    private AddressOwnerRules() {}

    public static void name(ObjectNode object, List<FieldError> errors) {
        for (String field : List.of("generateName", "name")) {
            String value = Fields.text(object, "metadata", field);
            if (!value.isEmpty()) {
                FieldChecks.invalid(
                        METADATA.child(field), value, AddressRules.canonicalAddress(value), errors);
            }
        }
    }

    /// A parent that says nothing counts as none.
    public static void parent(ObjectNode object, List<FieldError> errors) {
        JsonNode parent = Fields.at(object, "spec", "parentRef");
        if (parent.isEmpty()) {
            errors.add(FieldError.required(PARENT, ""));
        } else {
            ReferenceRules.parent(parent, PARENT, errors);
        }
    }

    public static void sameParent(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "spec", "parentRef");
        if (!now.equals(Fields.at(stored, "spec", "parentRef"))) {
            errors.add(
                    FieldError.invalid(
                            PARENT,
                            InternalForm.of("ParentReference", now),
                            FieldChecks.IMMUTABLE));
        }
    }
}
