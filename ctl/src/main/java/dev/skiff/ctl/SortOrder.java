package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.jsonpath.JsonPath;
import dev.skiff.api.jsonpath.JsonPathException;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.quantity.QuantityText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `--sort-by`: by the first value at a path, what has none first. Values that are all numbers or
/// quantities go by their amount, others letter by letter.
final class SortOrder {
    private record Keyed<T>(T item, Optional<JsonNode> key) {}

    /// As messages show it.
    private final String text;
    private final JsonPath path;

    private SortOrder(String text, JsonPath path) {
        this.text = "{." + text.replaceFirst("^\\{?\\.?", "").replaceFirst("}$", "") + "}";
        this.path = path;
    }

    static SortOrder parse(String text) {
        try {
            return new SortOrder(text, JsonPath.parse(text));
        } catch (JsonPathException e) {
            throw new CommandFailure("error: " + e.getMessage(), e);
        }
    }

    /// @param objectOf the object an item stands for
    <T> List<T> sort(List<T> items, Function<T, JsonNode> objectOf) {
        List<Keyed<T>> keyed = new ArrayList<>();
        for (T item : items) {
            keyed.add(new Keyed<>(item, key(objectOf.apply(item))));
        }
        if (!items.isEmpty() && keyed.stream().allMatch(one -> one.key().isEmpty())) {
            throw new CommandFailure(
                    "error: couldn't find any field with path \"%s\" in the list of objects"
                            .formatted(text));
        }
        boolean areAmounts =
                keyed.stream().flatMap(one -> one.key().stream()).allMatch(SortOrder::isAmount);
        Comparator<JsonNode> byValue =
                areAmounts
                        ? Comparator.comparing(value -> Quantity.of(value.asText()))
                        : Comparator.comparing(JsonNode::asText);
        keyed.sort(
                Comparator.comparing(
                        one -> one.key().orElse(null), Comparator.nullsFirst(byValue)));
        return keyed.stream().map(Keyed::item).toList();
    }

    private Optional<JsonNode> key(JsonNode object) {
        Optional<JsonNode> key;
        try {
            key = path.find(object).stream().findFirst();
        } catch (JsonPathException e) {
            throw new CommandFailure("error: " + e.getMessage(), e);
        }
        if (key.filter(JsonNode::isContainerNode).isPresent()) {
            throw new CommandFailure(
                    "error: cannot sort by %s: it is a list or an object".formatted(text));
        }
        return key;
    }

    private static boolean isAmount(JsonNode value) {
        return Quantity.read(value.asText()) instanceof QuantityText.Valid;
    }
}
