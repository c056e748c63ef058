package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.apply.FieldSet;
import java.util.List;

/// Which part of an object a change may touch, and how it is judged.
interface WriteScope {
    /// The subresource that the change goes through; empty: the object itself.
    String subresource();

    /// Restores in `updated` what this change may not touch.
    void confine(WriteContext context, ObjectNode updated, ObjectNode stored);

    List<FieldError> validate(WriteContext context, ObjectNode updated, ObjectNode stored);

    /// Whether a change of content counts in `metadata.generation`.
    default boolean isNewGeneration() {
        return true;
    }

    /// What [#confine] restores whatever the caller sends, so that nobody owns it by this way.
    default FieldSet ignoredFields(WriteContext context) {
        return FieldSet.EMPTY;
    }

    /// What the caller is to be warned of, though the change is valid.
    default List<String> warnings(WriteContext context, ObjectNode updated, ObjectNode stored) {
        return List.of();
    }

    /// A change of the object itself: all but its status.
    WriteScope MAIN =
            new WriteScope() {
                @Override
                public String subresource() {
                    return "";
                }

                @Override
                public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
                    if (context.resource().hasStatus()) {
                        Trees.copyField("status", stored, updated);
                    }
                    context.strategy().prepareForUpdate(updated, stored);
                }

                @Override
                public FieldSet ignoredFields(WriteContext context) {
                    FieldSet fixed = context.strategy().fixedFields();
                    return context.resource().hasStatus()
                            ? FieldSet.ofFields(List.of("status")).union(fixed)
                            : fixed;
                }

                @Override
                public List<FieldError> validate(
                        WriteContext context, ObjectNode updated, ObjectNode stored) {
                    return context.strategy().validateUpdate(updated, stored);
                }

                @Override
                public List<String> warnings(
                        WriteContext context, ObjectNode updated, ObjectNode stored) {
                    return context.strategy().warnings(updated, stored);
                }
            };

    /// A change through `status`: of that and of metadata.
    WriteScope STATUS =
            new WriteScope() {
                @Override
                public String subresource() {
                    return "status";
                }

                @Override
                public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
                    updated.retain("kind", "apiVersion", "metadata", "status");
                    for (String field : fieldNames(stored)) {
                        if (!updated.has(field) && !field.equals("status")) {
                            Trees.copyField(field, stored, updated);
                        }
                    }
                    context.strategy().prepareForStatusUpdate(updated, stored);
                }

                @Override
                public FieldSet ignoredFields(WriteContext context) {
                    return FieldSet.ofFields(List.of("spec"))
                            .union(context.strategy().fieldsBeyondStatus());
                }

                @Override
                public List<FieldError> validate(
                        WriteContext context, ObjectNode updated, ObjectNode stored) {
                    return context.strategy().validateStatusUpdate(updated, stored);
                }

                @Override
                public boolean isNewGeneration() {
                    return false;
                }

                private static List<String> fieldNames(ObjectNode object) {
                    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
                }
            };
}
