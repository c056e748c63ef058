package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.apply.FieldSet;
import java.util.List;

/// A change through `finalize`: of the finalizers in `spec`, and nothing else.
final class FinalizeScope implements WriteScope {
    @Override
    public String subresource() {
        return "finalize";
    }

    @Override
    public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
        Trees.copyField("status", stored, updated);
    }

    @Override
    public FieldSet ignoredFields(WriteContext context) {
        return FieldSet.ofFields(List.of("status"));
    }

    @Override
    public List<FieldError> validate(WriteContext context, ObjectNode updated, ObjectNode stored) {
        return context.strategy().validateUpdate(updated, stored);
    }
}
