package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a value is what a schema asks for.
final class ValueRules {
    private final FieldPath root;
    private final List<FieldError> errors;

    private ValueRules(FieldPath root, List<FieldError> errors) {
        this.root = root;
        this.errors = errors;
    }

    /// @param path of the value, whose fields are told by their own names beside it
    static void check(JsonNode value, JsonNode schema, FieldPath path, List<FieldError> errors) {
        new ValueRules(path, errors).value(value, schema, new Place(""));
    }

    /// Where in the value, as it stands in messages; empty: the value itself.
    private record Place(String name) {
        Place child(String field) {
            return new Place(name.isEmpty() ? field : name + "." + field);
        }

        Place index(int i) {
            return new Place(name + "[" + i + "]");
        }
    }

    private FieldPath path(Place at) {
        return at.name().isEmpty() ? root : root.child(at.name());
    }

    private void value(JsonNode value, JsonNode schema, Place at) {
        if (value.isNull() && Fields.isTrue(schema, "nullable")) {
            return;
        }
        if (!hasType(value, schema, at)) {
            return;
        }
        listed(value, schema, at);
        if (value.isTextual()) {
            text(value.textValue(), schema, at);
        } else if (value.isNumber()) {
            number(value, schema, at);
        } else if (value.isArray()) {
            list(value, schema, at);
        } else if (value.isObject()) {
            object(value, schema, at);
        }
        joined(value, schema, at);
    }

    private boolean hasType(JsonNode value, JsonNode schema, Place at) {
        boolean isEither = Fields.isTrue(schema, "x-kubernetes-int-or-string");
        String type = isEither ? "integer,string" : Fields.text(schema, "type");
        String actual = typeOf(value);
        boolean isMet =
                type.isEmpty()
                        || List.of(type.split(",")).contains(actual)
                        || (type.equals("number") && actual.equals("integer"));
        if (!isMet) {
            String message =
                    "%s in body must be of type %s: %s"
                            .formatted(at.name(), type, GoText.quote(actual));
            errors.add(
                    new FieldError(
                            FieldError.Type.TYPE_INVALID,
                            path(at).text(),
                            GoText.quote(actual),
                            message));
        }
        return isMet;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NUMBER -> isWhole(value) ? "integer" : "number";
            case OBJECT, POJO -> "object";
            case STRING, BINARY -> "string";
            case NULL, MISSING -> "null";
        };
    }

    private static boolean isWhole(JsonNode value) {
        return value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private void listed(JsonNode value, JsonNode schema, Place at) {
        JsonNode allowed = Fields.at(schema, "enum");
        if (allowed.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>();
        for (JsonNode one : allowed) {
            if (one.equals(value)) {
                return;
            }
            shown.add(one.isTextual() ? one.textValue() : one.toString());
        }
        errors.add(FieldError.notSupported(path(at), value, shown));
    }

    private void text(String text, JsonNode schema, Place at) {
        int length = text.codePointCount(0, text.length());
        if (Fields.has(schema, "maxLength") && length > Fields.number(schema, "maxLength")) {
            errors.add(FieldError.tooLong(path(at), (int) Fields.number(schema, "maxLength")));
        }
        long min = Fields.number(schema, "minLength");
        if (length < min) {
            wrong(at, TextNode.valueOf(text), "should be at least %d chars long".formatted(min));
        }
        String pattern = Fields.text(schema, "pattern");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            wrong(at, TextNode.valueOf(text), "should match '%s'".formatted(pattern));
        }
        String format = Fields.text(schema, "format");
        if (!StringFormats.matches(format, text)) {
            wrong(
                    at,
                    TextNode.valueOf(text),
                    "must be of type %s: %s".formatted(format, GoText.quote(text)));
        }
    }

    private void number(JsonNode value, JsonNode schema, Place at) {
        BigDecimal number = value.decimalValue();
        if (Fields.has(schema, "maximum")) {
            boolean isExclusive = Fields.isTrue(schema, "exclusiveMaximum");
            int compared = number.compareTo(schema.get("maximum").decimalValue());
            if (compared > 0 || (isExclusive && compared == 0)) {
                wrong(
                        at,
                        value,
                        (isExclusive ? "should be less than " : "should be less than or equal to ")
                                + GoText.value(schema.get("maximum")));
            }
        }
        if (Fields.has(schema, "minimum")) {
            boolean isExclusive = Fields.isTrue(schema, "exclusiveMinimum");
            int compared = number.compareTo(schema.get("minimum").decimalValue());
            if (compared < 0 || (isExclusive && compared == 0)) {
                wrong(
                        at,
                        value,
                        (isExclusive
                                        ? "should be greater than "
                                        : "should be greater than or equal to ")
                                + GoText.value(schema.get("minimum")));
            }
        }
        JsonNode factor = Fields.at(schema, "multipleOf");
        if (factor.isNumber() && !isMultiple(value, factor)) {
            wrong(at, value, "should be a multiple of " + GoText.value(factor));
        }
    }

    /// Exact among whole numbers; otherwise as good as a division of floating point numbers.
    private static boolean isMultiple(JsonNode value, JsonNode factor) {
        if (factor.doubleValue() <= 0) {
            return true;
        }
        if (value.isIntegralNumber() && factor.isIntegralNumber()) {
            return value.bigIntegerValue().remainder(factor.bigIntegerValue()).signum() == 0;
        }
        double times = value.doubleValue() / factor.doubleValue();
        return Double.isFinite(times) && times == Math.rint(times);
    }

    private void list(JsonNode list, JsonNode schema, Place at) {
        long min = Fields.number(schema, "minItems");
        if (list.size() < min) {
            wrong(at, TextNode.valueOf("array"), "should have at least %d items".formatted(min));
        }
        if (Fields.has(schema, "maxItems") && list.size() > Fields.number(schema, "maxItems")) {
            int max = (int) Fields.number(schema, "maxItems");
            errors.add(FieldError.tooMany(path(at), list.size(), max));
        }
        JsonNode items = Fields.at(schema, "items");
        for (int i = 0; items.isObject() && i < list.size(); i++) {
            value(list.get(i), items, at.index(i));
        }
    }

    private void object(JsonNode object, JsonNode schema, Place at) {
        long min = Fields.number(schema, "minProperties");
        if (object.size() < min) {
            wrong(
                    at,
                    TextNode.valueOf("object"),
                    "should have at least %d properties".formatted(min));
        }
        if (Fields.has(schema, "maxProperties")
                && object.size() > Fields.number(schema, "maxProperties")) {
            int max = (int) Fields.number(schema, "maxProperties");
            errors.add(FieldError.tooMany(path(at), object.size(), max));
        }
        for (String required : Fields.texts(Fields.at(schema, "required"))) {
            if (!object.has(required)) {
                errors.add(FieldError.required(path(at.child(required)), ""));
            }
        }
        for (Map.Entry<String, JsonNode> field : Fields.entries(object)) {
            JsonNode property = Fields.at(schema, "properties", field.getKey());
            JsonNode others = Fields.at(schema, "additionalProperties");
            JsonNode described = property.isObject() ? property : others;
            if (described.isObject()) {
                value(field.getValue(), described, at.child(field.getKey()));
            }
        }
    }

    private void joined(JsonNode value, JsonNode schema, Place at) {
        String name = GoText.quote(at.name());
        JsonNode any = Fields.at(schema, "anyOf");
        if (!any.isEmpty() && matching(value, any) == 0) {
            whole(name + " must validate at least one schema (anyOf)");
        }
        JsonNode one = Fields.at(schema, "oneOf");
        int matching = matching(value, one);
        if (!one.isEmpty() && matching != 1) {
            whole(
                    name
                            + " must validate one and only one schema (oneOf). Found "
                            + (matching == 0 ? "none valid" : matching + " valid alternatives"));
        }
        JsonNode all = Fields.at(schema, "allOf");
        int before = errors.size();
        all.forEach(part -> value(value, part, at));
        if (errors.size() > before) {
            whole(name + " must validate all the schemas (allOf)");
        }
        JsonNode not = Fields.at(schema, "not");
        if (not.isObject() && isValid(value, not)) {
            whole(name + " must not validate the schema (not)");
        }
    }

    private static int matching(JsonNode value, JsonNode schemas) {
        int matching = 0;
        for (JsonNode schema : schemas) {
            matching += isValid(value, schema) ? 1 : 0;
        }
        return matching;
    }

    private static boolean isValid(JsonNode value, JsonNode schema) {
        List<FieldError> wrong = new ArrayList<>(0);
        check(value, schema, FieldPath.ROOT, wrong);
        return wrong.isEmpty();
    }

    private void wrong(Place at, JsonNode value, String what) {
        errors.add(FieldError.invalid(path(at), value, at.name() + " in body " + what));
    }

    /// What is wrong with a join is told of the whole value.
    private void whole(String message) {
        errors.add(FieldError.invalid(root, "", message));
    }
}
