package dev.skiff.api.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.quantity.QuantityText;
import java.io.IOException;
import java.util.Optional;

/// Reads one value without fields and brings it into canonical form.
final class ScalarReader {
    private ScalarReader() {}

    sealed interface Result {}

    record Value(JsonNode value) implements Result {}

    /// The value is of another type.
    ///
    /// @param given what it is, as error messages say it: `string`, `number 1.5`
    record Mismatch(String given) implements Result {}

    /// The value is of the right type but makes no sense.
    record Malformed(String message) implements Result {}

    static Result read(ScalarKind kind, JsonParser parser) throws IOException {
        return switch (kind) {
            case STRING -> string(parser);
            case INT32 -> integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> integer(parser, Long.MIN_VALUE, Long.MAX_VALUE);
            case NUMBER -> number(parser);
            case BOOLEAN -> bool(parser);
            case QUANTITY -> quantity(parser);
            case INT_OR_STRING -> intOrString(parser);
            case TIME -> time(parser, GoTime.SECONDS);
            case MICRO_TIME -> time(parser, GoTime.MICROS);
            case BYTES -> bytes(parser);
            case RAW_OBJECT, FIELDS_V1, ANY -> anything(parser);
        };
    }

    static JsonNode zero(ScalarKind kind) {
        return switch (kind) {
            case STRING -> TextNode.valueOf("");
            case INT32, INT64, INT_OR_STRING, NUMBER -> IntNode.valueOf(0);
            case BOOLEAN -> BooleanNode.FALSE;
            case QUANTITY -> TextNode.valueOf("0");
            case TIME, MICRO_TIME, BYTES, RAW_OBJECT, FIELDS_V1, ANY -> NullNode.instance;
        };
    }

    /// What the current value is, as error messages say it.
    static String given(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case null, default ->
                    throw new IllegalStateException("not at a value: " + parser.currentToken());
        };
    }

    private static Result mismatch(JsonParser parser) throws IOException {
        Result result = new Mismatch(given(parser));
        parser.skipChildren();
        return result;
    }

    private static Result string(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? new Value(TextNode.valueOf(parser.getText()))
                : mismatch(parser);
    }

    private static Result bool(JsonParser parser) throws IOException {
        return parser.currentToken().isBoolean()
                ? new Value(BooleanNode.valueOf(parser.getBooleanValue()))
                : mismatch(parser);
    }

    private static Result number(JsonParser parser) throws IOException {
        return parser.currentToken().isNumeric() ? anything(parser) : mismatch(parser);
    }

    private static Result anything(JsonParser parser) throws IOException {
        JsonNode value = Json.readValue(parser);
        Optional<JsonNode> tooLarge = infinite(value);
        return tooLarge.isPresent()
                ? foreign("number " + tooLarge.get().decimalValue(), "float64")
                : new Value(value);
    }

    /// A number within `value` that no floating point number comes near to.
    private static Optional<JsonNode> infinite(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return Double.isInfinite(value.doubleValue()) ? Optional.of(value) : Optional.empty();
        }
        for (JsonNode part : value) {
            Optional<JsonNode> found = infinite(part);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Result integer(JsonParser parser, long min, long max) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return mismatch(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = parser.getLongValue();
            if (value >= min && value <= max) {
                return new Value(
                        value == (int) value
                                ? IntNode.valueOf((int) value)
                                : LongNode.valueOf(value));
            }
        }
        return new Mismatch("number " + parser.getText());
    }

    private static Result intOrString(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return string(parser);
        }
        Result result = integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return result instanceof Mismatch(var given) ? foreign(given, "int32") : result;
    }

    private static Result quantity(JsonParser parser) throws IOException {
        boolean isRead =
                parser.currentToken() == JsonToken.VALUE_STRING
                        || parser.currentToken().isNumeric();
        String text = isRead ? parser.getText().strip() : "";
        parser.skipChildren();
        return switch (Quantity.read(text)) {
            case QuantityText.Valid(var quantity) ->
                    new Value(TextNode.valueOf(quantity.toString()));
            case QuantityText.Malformed(var message) -> new Malformed(message);
        };
    }

    private static Result time(JsonParser parser, GoTime layout) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            Result result = foreign(given(parser), "string");
            parser.skipChildren();
            return result;
        }
        return switch (layout.parse(parser.getText())) {
            case GoTime.Parsed(var instant) -> new Value(TextNode.valueOf(layout.format(instant)));
            case GoTime.Unparsable(var message) -> new Malformed(message);
        };
    }

    private static Result bytes(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return mismatch(parser);
        }
        return switch (GoBase64.decode(parser.getText())) {
            case GoBase64.Decoded(var bytes) -> new Value(TextNode.valueOf(GoBase64.encode(bytes)));
            case GoBase64.Corrupt(var at) ->
                    new Malformed("illegal base64 data at input byte " + at);
        };
    }

    /// Values with a reader of their own upstream are named without their place.
    private static Result foreign(String given, String wanted) {
        return new Malformed(
                "json: cannot unmarshal %s into Go value of type %s".formatted(given, wanted));
    }
}
