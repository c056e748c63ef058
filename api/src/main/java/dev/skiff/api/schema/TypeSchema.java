package dev.skiff.api.schema;

import dev.skiff.api.kind.GroupVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One type of the API: its fields, in the order of `types.json`.
public final class TypeSchema {
    private final String name;
    private final LinkedHashMap<String, FieldSchema> fields;
    private final boolean isAtomic;
    private final List<Union> unions;
    private final List<GroupVersionKind> kinds;
    private final List<FieldSchema> writtenWhenAbsent;

    /// A kind this type is the body of. Some types serve several (`DeleteOptions`).
    public record GroupVersionKind(GroupVersion groupVersion, String kind) {}

    TypeSchema(
            String name,
            Map<String, FieldSchema> fields,
            boolean isAtomic,
            List<Union> unions,
            List<GroupVersionKind> kinds) {
        this.name = name;
        this.fields = new LinkedHashMap<>(fields);
        this.isAtomic = isAtomic;
        this.unions = List.copyOf(unions);
        this.kinds = List.copyOf(kinds);
        this.writtenWhenAbsent =
                fields.values().stream()
                        .filter(
                                field ->
                                        field.presence() == Presence.ALWAYS
                                                || field.presence() == Presence.NULL)
                        .toList();
    }

    /// The full name: `core.v1.PodSpec`.
    public String name() {
        return name;
    }

    /// The last part of the name: `PodSpec`.
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// How error messages name the type: `v1.PodSpec`.
    public String wireName() {
        String version = name.substring(0, name.lastIndexOf('.'));
        return version.substring(version.lastIndexOf('.') + 1) + "." + simpleName();
    }

    public Optional<FieldSchema> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }

    /// All fields by name.
    public Map<String, FieldSchema> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /// The fields an object of this type has even when nobody set them.
    List<FieldSchema> writtenWhenAbsent() {
        return writtenWhenAbsent;
    }

    /// Whether server-side apply owns a value of this type as a whole.
    public boolean isAtomic() {
        return isAtomic;
    }

    public List<Union> unions() {
        return unions;
    }

    /// The kinds this type is the body of; empty for types that occur only within others.
    public List<GroupVersionKind> kinds() {
        return kinds;
    }

    /// The field's type, if there is such a field and it is an object.
    public Optional<TypeSchema> struct(String fieldName) {
        return field(fieldName)
                .map(FieldSchema::type)
                .filter(FieldType.Struct.class::isInstance)
                .map(type -> ((FieldType.Struct) type).schema());
    }

    @Override
    public String toString() {
        return name;
    }
}
