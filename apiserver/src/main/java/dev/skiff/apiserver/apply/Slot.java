package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ListKind;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.TypeSchema;
import org.jspecify.annotations.Nullable;

/// A place for a value.
///
/// @param type of the value
/// @param isLeaf whether the value is owned as a whole; otherwise what is in it is owned
record Slot(FieldType type, boolean isLeaf) {
    private static final Slot ANYTHING =
            new Slot(new FieldType.Scalar(ScalarKind.ANY, ScalarKind.ANY.wireName()), true);

    static Slot of(TypeSchema type) {
        return new Slot(FieldType.Struct.of(type), false);
    }

    private static Slot of(FieldType type) {
        return new Slot(
                type,
                switch (type) {
                    case FieldType.Scalar _ -> true;
                    case FieldType.Struct struct -> struct.schema().isAtomic();
                    case FieldType.MapOf _ -> false;
                    case FieldType.ListOf list -> list.kind() == ListKind.ATOMIC;
                });
    }

    /// Where the field of that name, or the value of that key, is. A field says for itself whether
    /// its value is owned as a whole, whatever its type says.
    Slot field(String name) {
        return switch (type) {
            case FieldType.Struct struct -> {
                FieldSchema field = struct.schema().field(name).orElse(null);
                yield field == null
                        ? ANYTHING
                        : new Slot(
                                field.type(),
                                field.isAtomic() || field.type() instanceof FieldType.Scalar);
            }
            case FieldType.MapOf(var value) -> of(value);
            case FieldType.ListOf _, FieldType.Scalar _ -> ANYTHING;
        };
    }

    /// Whether a field of that name is declared, and is not just the key of a map.
    boolean declares(String name) {
        return type instanceof FieldType.Struct struct && struct.schema().field(name).isPresent();
    }

    /// Where the elements of a list are.
    Slot element() {
        return type instanceof FieldType.ListOf list ? of(list.element()) : ANYTHING;
    }

    /// Whether there is nothing in it: absent, null, an empty list, map or object.
    static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isContainerNode() && value.isEmpty();
    }
}
