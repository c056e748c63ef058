package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.apply.FieldSet;
import java.util.List;

/// How one part of an object changes through a subresource of its own that has the object's form.
public interface PartRules {
    /// Restores what may not change through it. For parts of the spec, metadata and status are
    /// restored already.
    void confine(ObjectNode updated, ObjectNode stored);

    /// What [#confine] restores whatever the caller sends, so that nobody owns it by this way.
    default FieldSet fixedFields() {
        return FieldSet.EMPTY;
    }

    /// What is wrong with the change, metadata included, in upstream's order.
    List<FieldError> validate(ObjectNode updated, ObjectNode stored);
}
