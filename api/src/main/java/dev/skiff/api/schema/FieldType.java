package dev.skiff.api.schema;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a field, a list element or a map value may hold.
public sealed interface FieldType {
    /// A value without fields of its own.
    ///
    /// @param name how error messages name the type: `string`, `v1.RestartPolicy`
    record Scalar(ScalarKind kind, String name) implements FieldType {}

    /// An object with named fields. Resolved when first asked for, since types refer to each other.
    final class Struct implements FieldType {
        private final String name;
        private final Function<String, TypeSchema> resolver;
        private volatile @Nullable TypeSchema resolved;

        Struct(String name, Function<String, TypeSchema> resolver) {
            this.name = name;
            this.resolver = resolver;
        }

        /// The type as a type of values.
        public static Struct of(TypeSchema schema) {
            return new Struct(schema.name(), _ -> schema);
        }

        /// The name of the type: `core.v1.PodSpec`.
        public String name() {
            return name;
        }

        public TypeSchema schema() {
            TypeSchema schema = resolved;
            if (schema == null) {
                schema = resolver.apply(name);
                resolved = schema;
            }
            return schema;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A list.
    ///
    /// @param keys the fields that identify an element of a [ListKind#MAP], else empty
    record ListOf(FieldType element, ListKind kind, List<String> keys) implements FieldType {
        public ListOf {
            keys = List.copyOf(keys);
        }
    }

    /// A map with any string as key.
    record MapOf(FieldType value) implements FieldType {}
}
