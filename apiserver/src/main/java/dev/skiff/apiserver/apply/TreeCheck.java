package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ListKind;
import dev.skiff.api.schema.ScalarKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether a configuration is of its type, as far as merging must know it: fields are declared,
/// values of the right sort, elements of lists have different keys. In upstream's words.
final class TreeCheck {
    private final List<String> problems = new ArrayList<>();

    private TreeCheck() {}

    /// What is wrong with it; empty: nothing.
    static Optional<String> problem(Slot slot, JsonNode config) {
        TreeCheck check = new TreeCheck();
        check.value("", slot, config);
        return switch (check.problems.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(check.problems.getFirst());
            default -> Optional.of("errors:\n  " + String.join("\n  ", check.problems));
        };
    }

    private void value(String path, Slot slot, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        switch (slot.type()) {
            case FieldType.Scalar(var kind, var _) -> scalar(path, kind, value);
            case FieldType.ListOf list -> {
                if (value.isArray()) {
                    elements(path, slot, list, value);
                } else {
                    add(path, "expected list, got &{" + GoText.value(value) + "}");
                }
            }
            case FieldType.Struct _, FieldType.MapOf _ -> {
                if (value.isObject()) {
                    fields(path, slot, value);
                } else {
                    add(path, "expected map, got &{" + GoText.value(value) + "}");
                }
            }
        }
    }

    private void scalar(String path, ScalarKind kind, JsonNode value) {
        switch (kind) {
            case STRING, BYTES -> {
                if (!value.isTextual()) {
                    add(
                            path,
                            "expected string, got &value.valueUnstructured{Value:%s}"
                                    .formatted(GoLiteral.of(value)));
                }
            }
            case INT32, INT64, NUMBER -> {
                if (!value.isNumber()) {
                    add(path, "expected numeric (int or float), got " + GoLiteral.type(value));
                }
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    add(path, "expected boolean, got &{" + GoText.value(value) + "}");
                }
            }
            case QUANTITY, INT_OR_STRING, TIME, MICRO_TIME -> {
                if (value.isContainerNode()) {
                    add(path, "expected any scalar, got &{" + GoText.value(value) + "}");
                }
            }
            case RAW_OBJECT, FIELDS_V1, ANY -> {}
        }
    }

    /// The first field that is not declared ends the check of its object.
    private void fields(String path, Slot slot, JsonNode object) {
        boolean isOpen = slot.type() instanceof FieldType.MapOf;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            String inside = path + "." + name;
            if (!isOpen && !slot.declares(name)) {
                add(inside, "field not declared in schema");
                return;
            }
            value(inside, slot.field(name), field.getValue());
        }
    }

    private void elements(String path, Slot slot, FieldType.ListOf list, JsonNode values) {
        Set<PathElement> seen = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (list.kind() == ListKind.ATOMIC) {
                value(path + "[" + i + "]", slot.element(), value);
                continue;
            }
            Optional<PathElement> element = ListElements.element(list, value);
            if (element.isEmpty()) {
                add(path, "element %d: %s".formatted(i, ListElements.problem(list, value)));
                return;
            }
            if (!seen.add(element.get())) {
                add(path, "duplicate entries for key " + element.get());
            }
            value(path + element.get(), slot.element(), value);
        }
    }

    private void add(String path, String problem) {
        problems.add(path.isEmpty() ? problem : path + ": " + problem);
    }
}
