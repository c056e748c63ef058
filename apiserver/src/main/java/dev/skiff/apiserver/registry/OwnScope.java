package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import java.util.List;

/// A change the server makes itself on the way of a call to `subresource`: it may set what nobody
/// else may, and is not the caller's.
record OwnScope(String subresource) implements WriteScope {
    @Override
    public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {}

    @Override
    public List<FieldError> validate(WriteContext context, ObjectNode updated, ObjectNode stored) {
        return List.of();
    }

    @Override
    public boolean isNewGeneration() {
        return false;
    }
}
