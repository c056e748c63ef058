package dev.skiff.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import java.util.List;
import java.util.stream.Collectors;

/// One thing that is wrong with one field, worded as upstream words it.
///
/// @param field a [FieldPath] as text
/// @param value the offending value as it is printed, quoted where it is a string; empty when it is
/// not printed
/// @param detail may be empty
public record FieldError(Type type, String field, String value, String detail) {
    /// What kind of wrong; its texts are part of the wire.
    public enum Type {
        REQUIRED("FieldValueRequired", "Required value"),
        INVALID("FieldValueInvalid", "Invalid value"),
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        FORBIDDEN("FieldValueForbidden", "Forbidden"),
        TOO_LONG("FieldValueTooLong", "Too long"),
        TOO_MANY("FieldValueTooMany", "Too many"),
        NOT_FOUND("FieldValueNotFound", "Not found"),
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
        INTERNAL("InternalError", "Internal error");

        private final String reason;
        private final String text;

        Type(String reason, String text) {
            this.reason = reason;
            this.text = text;
        }
    }

    public static FieldError required(FieldPath field, String detail) {
        return new FieldError(Type.REQUIRED, field.text(), "", detail);
    }

    public static FieldError invalid(FieldPath field, JsonNode value, String detail) {
        return new FieldError(Type.INVALID, field.text(), printed(value), detail);
    }

    public static FieldError invalid(FieldPath field, String value, String detail) {
        return new FieldError(Type.INVALID, field.text(), GoText.quote(value), detail);
    }

    public static FieldError invalid(FieldPath field, long value, String detail) {
        return new FieldError(Type.INVALID, field.text(), Long.toString(value), detail);
    }

    /// Wrong in a way that no value of its own shows.
    public static FieldError invalid(FieldPath field, String detail) {
        return new FieldError(Type.INVALID, field.text(), "", detail);
    }

    /// `supported` is printed as given: mostly sorted, but upstream keeps its own order for some
    /// fields.
    public static FieldError notSupported(FieldPath field, String value, List<String> supported) {
        return notSupported(field, TextNode.valueOf(value), supported);
    }

    public static FieldError notSupported(FieldPath field, JsonNode value, List<String> supported) {
        String all = supported.stream().map(GoText::quote).collect(Collectors.joining(", "));
        return new FieldError(
                Type.NOT_SUPPORTED, field.text(), printed(value), "supported values: " + all);
    }

    public static FieldError duplicate(FieldPath field, JsonNode value) {
        return new FieldError(Type.DUPLICATE, field.text(), printed(value), "");
    }

    public static FieldError duplicate(FieldPath field, String value) {
        return new FieldError(Type.DUPLICATE, field.text(), GoText.quote(value), "");
    }

    public static FieldError forbidden(FieldPath field, String detail) {
        return new FieldError(Type.FORBIDDEN, field.text(), "", detail);
    }

    public static FieldError notFound(FieldPath field, String value) {
        return new FieldError(Type.NOT_FOUND, field.text(), GoText.quote(value), "");
    }

    public static FieldError tooLong(FieldPath field, int maxLength) {
        return new FieldError(
                Type.TOO_LONG,
                field.text(),
                "",
                "may not be more than %d bytes".formatted(maxLength));
    }

    public static FieldError tooMany(FieldPath field, int actual, int max) {
        return new FieldError(
                Type.TOO_MANY,
                field.text(),
                Integer.toString(actual),
                "must have at most %d items".formatted(max));
    }

    /// The same error with more to say.
    public FieldError withDetail(String newDetail) {
        return new FieldError(type, field, value, newDetail);
    }

    /// The text after the field: `Invalid value: "x": must be …`.
    public String message() {
        StringBuilder message = new StringBuilder(type.text);
        if (!value.isEmpty()) {
            message.append(": ").append(value);
        }
        if (!detail.isEmpty()) {
            message.append(": ").append(detail);
        }
        return message.toString();
    }

    /// The 422 for an object with these errors, which must not be empty.
    public static ApiException invalid(Kind kind, String name, List<FieldError> errors) {
        return invalid(kind.group(), kind.name(), name, errors);
    }

    /// The 422 for something that is not of a kind we serve, such as the options of a call.
    public static ApiException invalid(
            String group, String kindName, String name, List<FieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalStateException("no error to report for " + kindName + " " + name);
        }
        List<String> texts = errors.stream().map(FieldError::toString).distinct().toList();
        String all = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        String qualified = group.isEmpty() ? kindName : kindName + "." + group;
        List<StatusCause> causes =
                errors.stream()
                        .map(e -> new StatusCause(e.type.reason, e.message(), e.field))
                        .toList();
        return new ApiException(
                Status.failure(
                                422,
                                "Invalid",
                                "%s \"%s\" is invalid: %s".formatted(qualified, name, all))
                        .about(group, kindName, name)
                        .withCauses(causes));
    }

    @Override
    public String toString() {
        return field + ": " + message();
    }

    private static String printed(JsonNode value) {
        return value.isTextual() ? GoText.quote(value.textValue()) : GoText.json(value);
    }
}
