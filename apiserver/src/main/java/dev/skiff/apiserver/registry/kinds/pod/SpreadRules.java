package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;

/// How evenly pods shall be spread.
final class SpreadRules {
    private static final String NOT_POSITIVE = "must be greater than zero";
    private static final List<String> ACTIONS = List.of("DoNotSchedule", "ScheduleAnyway");

    private SpreadRules() {}

    static void check(JsonNode constraints, FieldPath path, List<FieldError> errors) {
        for (int i = 0; i < constraints.size(); i++) {
            checkOne(constraints, i, path.index(i), errors);
        }
    }

    private static void checkOne(
            JsonNode constraints, int index, FieldPath path, List<FieldError> errors) {
        JsonNode constraint = constraints.get(index);
        long skew = Fields.number(constraint, "maxSkew");
        if (skew <= 0) {
            errors.add(FieldError.invalid(path.child("maxSkew"), skew, NOT_POSITIVE));
        }
        if (Fields.text(constraint, "topologyKey").isEmpty()) {
            errors.add(FieldError.required(path.child("topologyKey"), "can not be empty"));
        }
        String action = Fields.text(constraint, "whenUnsatisfiable");
        FieldChecks.oneOf(action, ACTIONS, path.child("whenUnsatisfiable"), errors);
        repeated(constraints, index, path, errors);
        minDomains(constraint, path.child("minDomains"), errors);
        for (String policy : List.of("nodeAffinityPolicy", "nodeTaintsPolicy")) {
            FieldChecks.optionalOneOf(constraint, policy, List.of("Honor", "Ignore"), path, errors);
        }
        labelKeys(constraint, path.child("matchLabelKeys"), errors);
        LabelSelectorRules.check(
                Fields.at(constraint, "labelSelector"), path.child("labelSelector"), errors);
    }

    private static void repeated(
            JsonNode constraints, int index, FieldPath path, List<FieldError> errors) {
        String pair = pair(constraints.get(index));
        for (int i = index + 1; i < constraints.size(); i++) {
            if (pair.equals(pair(constraints.get(i)))) {
                errors.add(
                        FieldError.duplicate(path.child("{topologyKey, whenUnsatisfiable}"), pair));
                return;
            }
        }
    }

    private static String pair(JsonNode constraint) {
        return "{%s, %s}"
                .formatted(
                        Fields.text(constraint, "topologyKey"),
                        Fields.text(constraint, "whenUnsatisfiable"));
    }

    private static void minDomains(JsonNode constraint, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(constraint, "minDomains")) {
            return;
        }
        long domains = Fields.number(constraint, "minDomains");
        if (domains <= 0) {
            errors.add(FieldError.invalid(path, domains, NOT_POSITIVE));
        }
        String action = Fields.text(constraint, "whenUnsatisfiable");
        if (!action.equals("DoNotSchedule")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            domains,
                            "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not "
                                    + action));
        }
    }

    private static void labelKeys(JsonNode constraint, FieldPath path, List<FieldError> errors) {
        JsonNode keys = Fields.at(constraint, "matchLabelKeys");
        JsonNode selector = Fields.at(constraint, "labelSelector");
        if (keys.isEmpty()) {
            return;
        }
        List<String> selected = new ArrayList<>(0);
        if (selector.isObject()) {
            Fields.entries(Fields.at(selector, "matchLabels"))
                    .forEach(e -> selected.add(e.getKey()));
            Fields.at(selector, "matchExpressions")
                    .forEach(e -> selected.add(Fields.text(e, "key")));
        } else {
            errors.add(
                    FieldError.forbidden(
                            path, "must not be specified when labelSelector is not set"));
        }
        int i = 0;
        for (JsonNode key : keys) {
            FieldPath keyPath = path.index(i++);
            LabelRules.key(key.asText(), keyPath, errors);
            if (selected.contains(key.asText())) {
                errors.add(
                        FieldError.invalid(
                                keyPath, key, "exists in both matchLabelKeys and labelSelector"));
            }
        }
    }
}
