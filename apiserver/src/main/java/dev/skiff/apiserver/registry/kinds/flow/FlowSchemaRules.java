package dev.skiff.apiserver.registry.kinds.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// Which requests a FlowSchema may match, and with what precedence.
public final class FlowSchemaRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final long DEFAULT_PRECEDENCE = 1000;
    private static final long LAST_PRECEDENCE = 10_000;
    private static final List<String> DISTINGUISHERS = List.of("ByNamespace", "ByUser");

    private FlowSchemaRules() {}

    public static void applyDefaults(ObjectNode schema) {
        ObjectNode spec = Fields.child(schema, "spec");
        if (Fields.number(spec, "matchingPrecedence") == 0) {
            spec.put("matchingPrecedence", DEFAULT_PRECEDENCE);
        }
    }

    public static void check(ObjectNode schema, List<FieldError> errors) {
        JsonNode spec = Fields.at(schema, "spec");
        String name = Fields.text(schema, "metadata", "name");
        precedence(Fields.number(spec, "matchingPrecedence"), name, errors);
        distinguisher(Fields.at(spec, "distinguisherMethod"), errors);
        FieldPath level = SPEC.child("priorityLevelConfiguration").child("name");
        String levelName = Fields.text(spec, "priorityLevelConfiguration", "name");
        if (levelName.isEmpty()) {
            errors.add(FieldError.required(level, "must reference a priority level"));
        } else {
            FieldChecks.invalid(level, levelName, TextRules.subdomain(levelName), errors);
        }
        int i = 0;
        for (JsonNode rule : Fields.at(spec, "rules")) {
            FlowRules.check(rule, SPEC.child("rules").index(i++), errors);
        }
        StandardFlows.mandatory(Kinds.FLOW_SCHEMA, name)
                .map(fixed -> InternalForm.of("FlowSchemaSpec", fixed))
                .ifPresent(fixed -> same(spec, fixed, name, errors));
    }

    private static void same(JsonNode spec, JsonNode fixed, String name, List<FieldError> errors) {
        JsonNode shown = InternalForm.of("FlowSchemaSpec", spec);
        if (!InternalForm.areAlike(shown, fixed)) {
            errors.add(
                    FieldError.invalid(
                            SPEC,
                            shown,
                            "spec of '%s' must equal the fixed value".formatted(name)));
        }
    }

    private static void precedence(long precedence, String name, List<FieldError> errors) {
        FieldPath path = SPEC.child("matchingPrecedence");
        if (precedence <= 0) {
            errors.add(FieldError.invalid(path, precedence, "must be a positive value"));
        }
        if (precedence > LAST_PRECEDENCE) {
            errors.add(
                    FieldError.invalid(
                            path, precedence, "must not be greater than " + LAST_PRECEDENCE));
        }
        if (precedence == 1 && !name.equals("exempt")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            precedence,
                            "only the schema named 'exempt' may have matchingPrecedence 1"));
        }
    }

    private static void distinguisher(JsonNode method, List<FieldError> errors) {
        if (method.isObject() && !DISTINGUISHERS.contains(Fields.text(method, "type"))) {
            errors.add(
                    FieldError.notSupported(
                            SPEC.child("distinguisherMethod").child("type"),
                            InternalForm.of("FlowDistinguisherMethod", method),
                            DISTINGUISHERS));
        }
    }

    /// The conditions of either kind: of different types.
    public static void status(ObjectNode object, List<FieldError> errors) {
        FieldPath path = FieldPath.of("status", "conditions");
        List<String> types = new ArrayList<>();
        int i = 0;
        for (JsonNode condition : Fields.at(object, "status", "conditions")) {
            FieldPath typePath = path.index(i++).child("type");
            String type = Fields.text(condition, "type");
            if (types.contains(type)) {
                errors.add(FieldError.duplicate(typePath, type));
            }
            types.add(type);
            if (type.isEmpty()) {
                errors.add(FieldError.required(typePath, "must not be empty"));
            }
        }
    }
}
