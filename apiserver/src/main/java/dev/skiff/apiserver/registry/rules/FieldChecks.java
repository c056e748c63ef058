package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.util.List;

/// Checks of one field each. Every check adds what is wrong to the errors it is given, and nothing
/// when all is well.
public final class FieldChecks {
    public static final String NOT_NEGATIVE = "must be greater than or equal to 0";
    public static final String IMMUTABLE = "field is immutable";

    private FieldChecks() {}

    /// One error for each message, all about the same value.
    public static void invalid(
            FieldPath path, String value, List<String> messages, List<FieldError> errors) {
        for (String message : messages) {
            errors.add(FieldError.invalid(path, value, message));
        }
    }

    /// One error for each message, all about the same value.
    public static void invalid(
            FieldPath path, long value, List<String> messages, List<FieldError> errors) {
        for (String message : messages) {
            errors.add(FieldError.invalid(path, value, message));
        }
    }

    public static void requiredText(
            JsonNode node, String field, FieldPath path, List<FieldError> errors) {
        if (Fields.text(node, field).isEmpty()) {
            errors.add(FieldError.required(path.child(field), ""));
        }
    }

    /// There, and fit to stand in a path.
    ///
    /// @param missing what is said when it is not there
    public static void requiredSegment(
            JsonNode node, String field, String missing, FieldPath path, List<FieldError> errors) {
        String value = Fields.text(node, field);
        if (value.isEmpty()) {
            errors.add(FieldError.required(path.child(field), missing));
        } else {
            invalid(path.child(field), value, TextRules.pathSegment(value, false), errors);
        }
    }

    /// Absent counts as 0.
    public static void nonNegative(
            JsonNode node, String field, FieldPath path, List<FieldError> errors) {
        long value = Fields.number(node, field);
        if (value < 0) {
            errors.add(FieldError.invalid(path.child(field), value, NOT_NEGATIVE));
        }
    }

    /// Nothing to say when the field is absent.
    public static void inRange(
            JsonNode node, String field, Bounds bounds, FieldPath path, List<FieldError> errors) {
        if (Fields.has(node, field)) {
            long value = Fields.number(node, field);
            invalid(
                    path.child(field),
                    value,
                    TextRules.inRange(value, bounds.lowest(), bounds.highest()),
                    errors);
        }
    }

    /// One of `supported`, printed in that order.
    public static void oneOf(
            String value, List<String> supported, FieldPath path, List<FieldError> errors) {
        if (!supported.contains(value)) {
            errors.add(FieldError.notSupported(path, value, supported));
        }
    }

    /// One of `supported` if the field is there at all.
    public static void optionalOneOf(
            JsonNode node,
            String field,
            List<String> supported,
            FieldPath path,
            List<FieldError> errors) {
        if (Fields.has(node, field)) {
            oneOf(Fields.text(node, field), supported, path.child(field), errors);
        }
    }

    /// There, and one of `supported`.
    public static void requiredOneOf(
            JsonNode node,
            String field,
            List<String> supported,
            FieldPath path,
            List<FieldError> errors) {
        String value = Fields.text(node, field);
        if (value.isEmpty()) {
            errors.add(FieldError.required(path.child(field), ""));
        } else {
            oneOf(value, supported, path.child(field), errors);
        }
    }

    /// A port by number, or by the name of a container's port.
    public static void portNumberOrName(JsonNode port, FieldPath path, List<FieldError> errors) {
        if (port.isTextual()) {
            invalid(path, port.textValue(), TextRules.portName(port.textValue()), errors);
        } else {
            invalid(path, port.asLong(0), TextRules.portNumber(port.asLong(0)), errors);
        }
    }

    /// Set once and for all.
    public static void immutable(
            JsonNode updated, JsonNode stored, FieldPath path, List<FieldError> errors) {
        if (!same(updated, stored)) {
            errors.add(FieldError.invalid(path, updated, IMMUTABLE));
        }
    }

    /// Whether two fields hold the same, where null, absent and empty are alike.
    public static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (isEmpty(one) && isEmpty(other));
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isArray() && node.isEmpty())
                || (node.isTextual() && node.textValue().isEmpty());
    }

    /// The least and the greatest allowed value.
    public record Bounds(long lowest, long highest) {}
}
