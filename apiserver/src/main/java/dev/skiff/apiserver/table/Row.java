package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.selector.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The cells of one row, added from left to right.
final class Row {
    static final String NONE = "<none>";

    private final JsonNode object;
    private final List<Cell> cells = new ArrayList<>(10);

    Row(JsonNode object) {
        this.object = object;
    }

    List<Cell> cells() {
        return cells;
    }

    Row cell(Cell cell) {
        cells.add(cell);
        return this;
    }

    Row text(String text) {
        return cell(Cell.text(text));
    }

    Row textOrNone(String text) {
        return text(text.isEmpty() ? NONE : text);
    }

    Row number(long number) {
        return cell(new Cell.Fixed(LongNode.valueOf(number)));
    }

    Row flag(boolean flag) {
        return cell(new Cell.Fixed(BooleanNode.valueOf(flag)));
    }

    Row name() {
        return text(Fields.text(object, "metadata", "name"));
    }

    Row age() {
        return cell(Cell.ago(Fields.at(object, "metadata", "creationTimestamp")));
    }

    /// The names of the containers of a pod template, and in the next cell their images.
    Row containers(JsonNode template) {
        List<String> names = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (JsonNode container : Fields.at(template, "spec", "containers")) {
            names.add(Fields.text(container, "name"));
            images.add(Fields.text(container, "image"));
        }
        return text(String.join(",", names)).text(String.join(",", images));
    }

    /// A selector with `matchLabels` and `matchExpressions`.
    Row selector(JsonNode selector) {
        return textOrNone(LabelSelector.ofObject(selector).toString());
    }

    /// Labels, sorted.
    Row labels(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : Fields.entries(labels)) {
            sorted.put(label.getKey(), label.getKey() + "=" + label.getValue().asText());
        }
        return textOrNone(String.join(",", sorted.values()));
    }

    /// The first three of many, and how many more there are.
    static String firstOf(Collection<String> all) {
        int shown = 3;
        String first = String.join(",", all.stream().limit(shown).toList());
        return all.size() <= shown ? first : first + " + " + (all.size() - shown) + " more...";
    }
}
