package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.apply.FieldSet;
import java.util.List;

/// A change through a subresource that has the object's form, but is of metadata and a part of the
/// status.
record StatusPartScope(String subresource) implements WriteScope {
    @Override
    public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
        PartScope.rules(context, subresource).confine(updated, stored);
    }

    @Override
    public FieldSet ignoredFields(WriteContext context) {
        return PartScope.rules(context, subresource).fixedFields();
    }

    @Override
    public List<FieldError> validate(WriteContext context, ObjectNode updated, ObjectNode stored) {
        return PartScope.rules(context, subresource).validate(updated, stored);
    }

    @Override
    public boolean isNewGeneration() {
        return false;
    }
}
