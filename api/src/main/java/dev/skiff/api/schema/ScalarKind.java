package dev.skiff.api.schema;

/// The kinds of values that have no fields of their own.
public enum ScalarKind {
    STRING("string", "string"),
    INT32("int32", "int32"),
    INT64("int64", "int64"),
    NUMBER("double", "float64"),
    BOOLEAN("boolean", "bool"),
    /// An amount such as `500m` or `1Gi`, written in its canonical form.
    QUANTITY("quantity", "resource.Quantity"),
    /// Keeps the type it was given.
    INT_OR_STRING("int-or-string", "intstr.IntOrString"),
    /// RFC 3339 in UTC, whole seconds.
    TIME("time", "v1.Time"),
    /// RFC 3339 in UTC, six digits of fraction.
    MICRO_TIME("micro-time", "v1.MicroTime"),
    /// Base64.
    BYTES("bytes", "[]uint8"),
    /// Any object, kept as it is.
    RAW_OBJECT("raw-object", "runtime.RawExtension"),
    /// A set of field paths of `managedFields`.
    FIELDS_V1("fields-v1", "v1.FieldsV1"),
    /// Anything, kept as it is.
    ANY("any", "interface {}");

    private final String schemaName;
    private final String wireName;

    ScalarKind(String schemaName, String wireName) {
        this.schemaName = schemaName;
        this.wireName = wireName;
    }

    /// How error messages name values of this kind.
    public String wireName() {
        return wireName;
    }

    static ScalarKind ofSchema(String name) {
        for (ScalarKind kind : values()) {
            if (kind.schemaName.equals(name)) {
                return kind;
            }
        }
        throw new IllegalStateException("types.json names an unknown scalar type: " + name);
    }
}
