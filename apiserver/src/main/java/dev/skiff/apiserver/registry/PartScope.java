package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import java.util.List;

/// A change through a subresource that has the object's form, but is of a part of its spec. The
/// caller owns all it sends, even what is restored.
record PartScope(String subresource) implements WriteScope {
    private static final List<String> METADATA =
            List.of("labels", "annotations", "finalizers", "ownerReferences", "deletionTimestamp");

    @Override
    public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
        Trees.copyField("status", stored, updated);
        ObjectNode metadata = ObjectMeta.of(updated).node();
        ObjectNode before = ObjectMeta.of(stored).node();
        METADATA.forEach(field -> Trees.copyField(field, before, metadata));
        rules(context, subresource).confine(updated, stored);
    }

    @Override
    public List<FieldError> validate(WriteContext context, ObjectNode updated, ObjectNode stored) {
        return rules(context, subresource).validate(updated, stored);
    }

    static PartRules rules(WriteContext context, String subresource) {
        return context.strategy()
                .part(subresource)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        context.kind() + " has no rules for " + subresource));
    }
}
