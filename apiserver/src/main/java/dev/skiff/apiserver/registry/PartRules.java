package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import java.util.List;

/// How one part of an object changes through a subresource of its own that has the object's form.
public interface PartRules {
    /// Restores what may not change through it, all but metadata and status, which are already.
    void confine(ObjectNode updated, ObjectNode stored);

    /// What is wrong with the change, metadata included, in upstream's order.
    List<FieldError> validate(ObjectNode updated, ObjectNode stored);
}
