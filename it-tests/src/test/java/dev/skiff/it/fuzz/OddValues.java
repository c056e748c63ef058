package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.skiff.api.codec.Json;
import java.util.List;

/// Values that programs have stumbled over.
final class OddValues {
    private static final int LONG = 70_000;
    private static final int DEEP = 1_100;

    /// As they stand in JSON, some against its rules.
    private static final List<String> RAW = OddWords.of("values.raw");

    private static final List<String> TEXTS = OddWords.of("values.texts");
    private static final List<String> QUANTITIES = OddWords.of("values.quantities");
    private static final List<String> TIMES = OddWords.of("values.times");

    /// Of everything that is written in a text: durations, addresses, selectors, expressions.
    private static final List<String> WORDS = OddWords.of("values.words");

    private OddValues() {}

    /// A value for a field of that name which held this one.
    static JsonNode pick(String name, JsonNode value, Chooser chooser) {
        return switch (chooser.below(9)) {
            case 0 -> raw(chooser.of(RAW));
            case 1 -> ofOtherType(chooser);
            case 2 -> near(value, chooser);
            case 3 -> TextNode.valueOf(chooser.of(TEXTS));
            case 4 -> TextNode.valueOf(chooser.of(QUANTITIES));
            case 5 -> TextNode.valueOf(chooser.of(TIMES));
            case 6, 7 -> TextNode.valueOf(fitting(name, chooser));
            default -> large(chooser);
        };
    }

    static String text(Chooser chooser) {
        return switch (chooser.below(5)) {
            case 0 -> chooser.of(TEXTS);
            case 1 -> chooser.of(QUANTITIES);
            case 2 -> chooser.of(TIMES);
            case 3 -> "x".repeat(chooser.few(5000));
            default -> chooser.of(WORDS);
        };
    }

    private static String fitting(String name, Chooser chooser) {
        if (name.endsWith("Time") || name.endsWith("Timestamp") || name.equals("time")) {
            return chooser.of(TIMES);
        }
        boolean isAmount = name.equals("cpu") || name.equals("memory") || name.equals("storage");
        return isAmount ? chooser.of(QUANTITIES) : chooser.of(WORDS);
    }

    private static JsonNode ofOtherType(Chooser chooser) {
        return switch (chooser.below(6)) {
            case 0 -> NullNode.getInstance();
            case 1 -> BooleanNode.valueOf(chooser.oneIn(2));
            case 2 -> Json.object();
            case 3 -> JsonNodeFactory.instance.arrayNode();
            case 4 -> JsonNodeFactory.instance.arrayNode().add(NullNode.getInstance());
            default -> JsonNodeFactory.instance.numberNode(chooser.below(100) - 50);
        };
    }

    /// Something like it, a little beside.
    private static JsonNode near(JsonNode value, Chooser chooser) {
        if (value.isNumber()) {
            return JsonNodeFactory.instance.numberNode(value.asLong() + chooser.below(5) - 2);
        }
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return ofOtherType(chooser);
        }
        String text = value.textValue();
        int at = chooser.below(text.length());
        String odd = chooser.of(TEXTS);
        return TextNode.valueOf(
                switch (chooser.below(4)) {
                    case 0 -> text.substring(0, at);
                    case 1 -> text.substring(0, at) + odd + text.substring(at);
                    case 2 -> text + text;
                    default -> text.substring(0, at) + odd + text.substring(at + 1);
                });
    }

    private static JsonNode large(Chooser chooser) {
        return switch (chooser.below(7)) {
            case 0 -> TextNode.valueOf("x".repeat(LONG));
            case 1 -> TextNode.valueOf("\u00e4".repeat(chooser.few(300)));
            case 2 -> raw("[".repeat(DEEP) + "]".repeat(DEEP));
            case 3 -> raw("{\"a\":".repeat(chooser.few(DEEP)) + "1" + "}".repeat(DEEP));
            case 4 -> raw("{\"a\":".repeat(200) + "1" + "}".repeat(200));
            case 5 -> raw("9".repeat(chooser.few(3000)));
            default -> manyFields(chooser);
        };
    }

    private static JsonNode manyFields(Chooser chooser) {
        var many = Json.object();
        int count = chooser.few(600);
        for (int i = 0; i < count; i++) {
            many.put("k" + Integer.reverse(i), "v");
        }
        return many;
    }

    private static JsonNode raw(String json) {
        return new POJONode(new RawValue(json));
    }
}
