package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Optional;

/// One field of a metric, in its flat form and in its nested one.
///
/// @param flatName its name in the flat form
/// @param parent the struct that holds it in the nested form; empty: the metric's source itself
/// @param name its name there
/// @param isAlways whether the flat form has it even when it is empty
record MetricField(String flatName, String parent, String name, Shape shape, boolean isAlways) {
    private static final List<String> REFERENCE = List.of("kind", "name", "apiVersion");

    private enum Shape {
        NAME,
        AMOUNT,
        PERCENT,
        REFERENCE,
        SELECTOR
    }

    static MetricField name(String flatName, String parent, String name) {
        return new MetricField(flatName, parent, name, Shape.NAME, true);
    }

    static MetricField amount(String flatName, String parent, String name) {
        return new MetricField(flatName, parent, name, Shape.AMOUNT, true);
    }

    static MetricField optionalAmount(String flatName, String parent, String name) {
        return new MetricField(flatName, parent, name, Shape.AMOUNT, false);
    }

    static MetricField percent(String flatName, String parent) {
        return new MetricField(flatName, parent, "averageUtilization", Shape.PERCENT, false);
    }

    /// The object that a metric is of.
    static MetricField reference(String flatName) {
        return new MetricField(flatName, "", "describedObject", Shape.REFERENCE, true);
    }

    static MetricField selector(String flatName) {
        return new MetricField(flatName, "metric", "selector", Shape.SELECTOR, false);
    }

    void flatten(JsonNode nested, ObjectNode flat) {
        JsonNode value = Fields.at(parent.isEmpty() ? nested : Fields.at(nested, parent), name);
        if (value.isMissingNode() && isAlways) {
            flat.set(flatName, empty());
        } else if (!value.isMissingNode()) {
            flat.set(flatName, written(value));
        }
    }

    /// False when the value is of another type.
    boolean nest(JsonNode flat, ObjectNode nested) {
        JsonNode value = Fields.at(flat, flatName);
        if (value.isMissingNode() && !isAlways) {
            return true;
        }
        Optional<JsonNode> read = value.isMissingNode() ? Optional.of(empty()) : read(value);
        ObjectNode target = parent.isEmpty() ? nested : Fields.child(nested, parent);
        read.ifPresent(found -> target.set(name, found));
        return read.isPresent();
    }

    private JsonNode empty() {
        return switch (shape) {
            case NAME -> TextNode.valueOf("");
            case AMOUNT -> TextNode.valueOf("0");
            case PERCENT -> IntNode.valueOf(0);
            case REFERENCE -> Json.object().put("kind", "").put("name", "");
            case SELECTOR -> Json.object();
        };
    }

    /// As the flat form has it, its fields in order.
    private JsonNode written(JsonNode value) {
        return switch (shape) {
            case NAME, AMOUNT, PERCENT -> value;
            case SELECTOR -> InternalForm.of("~LabelSelector", value);
            case REFERENCE -> {
                ObjectNode reference = Json.object();
                for (String field : REFERENCE) {
                    if (Fields.has(value, field)) {
                        reference.set(field, value.get(field));
                    }
                }
                yield reference;
            }
        };
    }

    private Optional<JsonNode> read(JsonNode value) {
        return switch (shape) {
            case NAME -> GoValues.text(value);
            case AMOUNT -> GoValues.quantity(value);
            case PERCENT -> GoValues.int32(value);
            case SELECTOR -> GoValues.labelSelector(value);
            case REFERENCE -> GoValues.texts(value, REFERENCE);
        };
    }
}
