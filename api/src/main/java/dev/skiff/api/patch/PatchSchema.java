package dev.skiff.api.patch;

import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.PatchStrategy;
import dev.skiff.api.schema.TypeSchema;
import java.util.Optional;

/// What a patch needs to know of the type of a map: its fields, or the one type all its values
/// have. Nothing is known of free-form values, whose maps merge and whose lists are replaced.
sealed interface PatchSchema {
    record Struct(TypeSchema type) implements PatchSchema {}

    record Values(FieldType value) implements PatchSchema {}

    record Unknown() implements PatchSchema {}

    static PatchSchema of(TypeSchema type) {
        return new Struct(type);
    }

    private static PatchSchema of(FieldType type) {
        return switch (type) {
            case FieldType.Struct struct -> new Struct(struct.schema());
            case FieldType.MapOf(var value) -> new Values(value);
            case FieldType.ListOf(var element, _, _) -> of(element);
            case FieldType.Scalar _ -> new Unknown();
        };
    }

    /// The schema of the maps in a field: of its value, or of its list's elements.
    default PatchSchema within(String field) {
        return switch (this) {
            case Struct(var type) ->
                    type.field(field).map(f -> of(f.type())).orElseGet(Unknown::new);
            case Values(var value) -> of(value);
            case Unknown() -> this;
        };
    }

    default PatchStrategy strategy(String field) {
        Optional<FieldSchema> schema =
                this instanceof Struct(var type) ? type.field(field) : Optional.empty();
        return schema.map(FieldSchema::patchStrategy).orElse(PatchStrategy.NONE);
    }
}
