package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a failed pod means for its Job, by exit codes or conditions.
final class FailurePolicyRules {
    private static final int MAX_RULES = 20;
    private static final int MAX_CODES = 255;
    private static final int MAX_PATTERNS = 20;
    private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
    private static final List<String> OPERATORS = List.of("In", "NotIn");
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");

    private FailurePolicyRules() {}

    static void check(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode rules = Fields.at(spec, "podFailurePolicy", "rules");
        FieldPath rulesPath = path.child("rules");
        if (rules.size() > MAX_RULES) {
            errors.add(FieldError.tooMany(rulesPath, rules.size(), MAX_RULES));
        }
        int i = 0;
        for (JsonNode rule : rules) {
            FieldPath rulePath = rulesPath.index(i++);
            action(rule, spec, rulePath.child("action"), errors);
            JsonNode codes = Fields.at(rule, "onExitCodes");
            JsonNode conditions = Fields.at(rule, "onPodConditions");
            if (codes.isObject()) {
                container(codes, spec, rulePath.child("onExitCodes"), errors);
            }
            conditions(conditions, rulePath.child("onPodConditions"), errors);
            if (codes.isObject() && !conditions.isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                rulePath,
                                "specifying both OnExitCodes and OnPodConditions is not supported"));
            }
            if (!codes.isObject() && conditions.isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                rulePath,
                                "specifying one of OnExitCodes and OnPodConditions is required"));
            }
        }
    }

    private static void action(
            JsonNode rule, JsonNode spec, FieldPath path, List<FieldError> errors) {
        String action = Fields.text(rule, "action");
        if (action.equals("FailIndex")) {
            if (!Fields.has(spec, "backoffLimitPerIndex")) {
                errors.add(
                        FieldError.invalid(
                                path, action, "requires the backoffLimitPerIndex to be set"));
            }
        } else {
            requiredOneOf(action, ACTIONS, path, errors);
        }
    }

    private static void container(
            JsonNode codes, JsonNode spec, FieldPath path, List<FieldError> errors) {
        String operator = Fields.text(codes, "operator");
        requiredOneOf(operator, OPERATORS, path.child("operator"), errors);
        if (Fields.has(codes, "containerName")) {
            List<String> names = new ArrayList<>();
            for (String list : List.of("containers", "initContainers")) {
                for (JsonNode container : Fields.at(spec, "template", "spec", list)) {
                    names.add(Fields.text(container, "name"));
                }
            }
            String name = Fields.text(codes, "containerName");
            if (!names.contains(name)) {
                errors.add(
                        FieldError.invalid(
                                path.child("containerName"),
                                name,
                                "must be one of the container or initContainer names in the pod template"));
            }
        }
        values(Fields.at(codes, "values"), operator, path.child("values"), errors);
    }

    private static void values(
            JsonNode values, String operator, FieldPath path, List<FieldError> errors) {
        JsonNode shown = values.isArray() ? values : NullNode.getInstance();
        if (values.isEmpty()) {
            errors.add(FieldError.invalid(path, shown, "at least one value is required"));
        } else if (values.size() > MAX_CODES) {
            errors.add(FieldError.tooMany(path, values.size(), MAX_CODES));
        }
        Set<Long> seen = new LinkedHashSet<>();
        boolean isOrdered = true;
        long previous = Long.MIN_VALUE;
        int i = 0;
        for (JsonNode value : values) {
            FieldPath valuePath = path.index(i++);
            long code = value.asLong();
            if (operator.equals("In") && code == 0) {
                errors.add(
                        FieldError.invalid(valuePath, code, "must not be 0 for the In operator"));
            }
            if (!seen.add(code)) {
                errors.add(FieldError.duplicate(valuePath, value));
            }
            isOrdered &= previous <= code;
            previous = code;
        }
        if (!isOrdered) {
            errors.add(FieldError.invalid(path, shown, "must be ordered"));
        }
    }

    private static void conditions(JsonNode patterns, FieldPath path, List<FieldError> errors) {
        if (patterns.size() > MAX_PATTERNS) {
            errors.add(FieldError.tooMany(path, patterns.size(), MAX_PATTERNS));
        }
        int i = 0;
        for (JsonNode pattern : patterns) {
            FieldPath patternPath = path.index(i++);
            LabelRules.key(Fields.text(pattern, "type"), patternPath.child("type"), errors);
            requiredOneOf(
                    Fields.text(pattern, "status"), STATUSES, patternPath.child("status"), errors);
        }
    }

    private static void requiredOneOf(
            String value, List<String> supported, FieldPath path, List<FieldError> errors) {
        if (value.isEmpty()) {
            String all =
                    supported.stream()
                            .map(GoText::quote)
                            .collect(Collectors.joining(" ", "[", "]"));
            errors.add(FieldError.required(path, "valid values: " + all));
        } else {
            FieldChecks.oneOf(value, supported, path, errors);
        }
    }
}
