package dev.skiff.api.schema;

import com.fasterxml.jackson.core.JsonToken;

/// How upstream's conversion of trees tells that a value is of the wrong type.
final class GoKinds {
    private GoKinds() {}

    /// What a value is in upstream's trees.
    static String of(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "map";
            case START_ARRAY -> "slice";
            case VALUE_STRING -> "string";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case VALUE_NUMBER_INT -> "int64";
            case VALUE_NUMBER_FLOAT -> "float64";
            case NOT_AVAILABLE,
                    END_OBJECT,
                    END_ARRAY,
                    FIELD_NAME,
                    VALUE_EMBEDDED_OBJECT,
                    VALUE_NULL ->
                    throw new IllegalStateException("not at a value: " + token);
        };
    }

    static String unconverted(String source, FieldType wanted) {
        return switch (wanted) {
            case FieldType.Struct _ -> "cannot restore struct from: " + source;
            case FieldType.ListOf _ -> "cannot restore slice from " + source;
            case FieldType.MapOf _ -> "cannot restore map from " + source;
            case FieldType.Scalar(var kind, var name) -> unconverted(source, kind, name);
        };
    }

    /// Numbers could become texts and other numbers in Go, and are told to be refused nonetheless.
    private static String unconverted(String source, ScalarKind kind, String name) {
        if (kind == ScalarKind.BYTES) {
            return "cannot restore slice from " + source;
        }
        boolean isWhole = source.equals("int64");
        boolean isNumber = isWhole || source.equals("float64");
        boolean isConvertible =
                switch (kind) {
                    case STRING -> isWhole;
                    case INT32, INT64, NUMBER -> isNumber;
                    case BOOLEAN,
                            QUANTITY,
                            INT_OR_STRING,
                            TIME,
                            MICRO_TIME,
                            BYTES,
                            RAW_OBJECT,
                            FIELDS_V1,
                            ANY ->
                            false;
                };
        return isConvertible
                ? "cannot convert " + source + " to " + name
                : "unrecognized type: " + kind.wireName();
    }

    /// What is wrong with a value of the right type.
    static String malformed(ScalarKind kind, String message) {
        return kind == ScalarKind.BYTES ? "error decoding from json: " + message : message;
    }
}
