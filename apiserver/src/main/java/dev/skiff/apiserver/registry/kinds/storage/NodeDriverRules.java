package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// The drivers that a node has.
public final class NodeDriverRules {
    private static final FieldPath DRIVERS = FieldPath.of("spec", "drivers");
    private static final int MAX_NODE_ID = 256;

    private NodeDriverRules() {}

    public static void check(JsonNode spec, List<FieldError> errors) {
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode driver : Fields.at(spec, "drivers")) {
            FieldPath path = DRIVERS.index(i++);
            String name = Fields.text(driver, "name");
            DriverRules.name(name, path.child("name"), errors);
            nodeId(Fields.text(driver, "nodeID"), path.child("nodeID"), errors);
            FieldChecks.nonNegative(
                    Fields.at(driver, "allocatable"), "count", path.child("allocatable"), errors);
            if (names.contains(name)) {
                errors.add(FieldError.duplicate(path.child("name"), name));
            }
            names.add(name);
            topology(Fields.at(driver, "topologyKeys"), path, errors);
        }
    }

    private static void nodeId(String id, FieldPath path, List<FieldError> errors) {
        if (id.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        if (id.length() > MAX_NODE_ID) {
            errors.add(
                    FieldError.invalid(
                            path, id, "must be %d characters or less".formatted(MAX_NODE_ID)));
        }
    }

    private static void topology(JsonNode keys, FieldPath path, List<FieldError> errors) {
        List<String> seen = new ArrayList<>(0);
        for (String key : Fields.texts(keys)) {
            if (key.isEmpty()) {
                errors.add(FieldError.required(path, ""));
            }
            if (seen.contains(key)) {
                errors.add(FieldError.duplicate(path, key));
            }
            seen.add(key);
            FieldChecks.invalid(path, key, TextRules.qualifiedName(key), errors);
        }
    }

    /// A driver that stays changes nothing but how many volumes it can take.
    public static void unchanged(JsonNode spec, JsonNode stored, List<FieldError> errors) {
        for (JsonNode before : Fields.at(stored, "drivers")) {
            for (JsonNode now : Fields.at(spec, "drivers")) {
                if (!Fields.text(now, "name").equals(Fields.text(before, "name"))) {
                    continue;
                }
                JsonNode printed = printed(now);
                if (!printed.equals(printed(before))) {
                    errors.add(FieldError.invalid(DRIVERS, printed, FieldChecks.IMMUTABLE));
                }
            }
        }
    }

    private static JsonNode printed(JsonNode driver) {
        ObjectNode counted = driver.deepCopy();
        counted.remove("allocatable");
        return InternalForm.of("CSINodeDriver", counted);
    }
}
