package dev.skiff.apiserver.registry.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What conditions of the common form may hold.
public final class ConditionRules {
    private static final int MAX_REASON = 1024;
    private static final int MAX_MESSAGE = 32 * 1024;
    private static final String REASON_FORM = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
    private static final Pattern REASON = Pattern.compile(REASON_FORM);
    private static final String BAD_REASON =
            "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric"
                    + " characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or"
                    + " 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '"
                    + REASON_FORM
                    + "')";

    private ConditionRules() {}

    public static void check(JsonNode conditions, FieldPath path, List<FieldError> errors) {
        List<String> types = new ArrayList<>(0);
        int i = 0;
        for (JsonNode condition : conditions) {
            FieldPath conditionPath = path.index(i++);
            String type = Fields.text(condition, "type");
            if (types.contains(type)) {
                errors.add(FieldError.duplicate(conditionPath.child("type"), type));
            }
            types.add(type);
            condition(condition, conditionPath, errors);
        }
    }

    private static void condition(JsonNode condition, FieldPath path, List<FieldError> errors) {
        LabelRules.key(Fields.text(condition, "type"), path.child("type"), errors);
        FieldChecks.oneOf(
                Fields.text(condition, "status"),
                List.of("False", "True", "Unknown"),
                path.child("status"),
                errors);
        long generation = Fields.number(condition, "observedGeneration");
        if (generation < 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("observedGeneration"),
                            generation,
                            "must be greater than or equal to zero"));
        }
        if (!Fields.has(condition, "lastTransitionTime")) {
            errors.add(FieldError.required(path.child("lastTransitionTime"), "must be set"));
        }
        reason(Fields.text(condition, "reason"), path.child("reason"), errors);
        if (Fields.text(condition, "message").length() > MAX_MESSAGE) {
            errors.add(FieldError.tooLong(path.child("message"), MAX_MESSAGE));
        }
    }

    private static void reason(String reason, FieldPath path, List<FieldError> errors) {
        if (reason.isEmpty()) {
            errors.add(FieldError.required(path, "must be set"));
            return;
        }
        if (!REASON.matcher(reason).matches()) {
            errors.add(FieldError.invalid(path, reason, BAD_REASON));
        }
        if (reason.length() > MAX_REASON) {
            errors.add(FieldError.tooLong(path, MAX_REASON));
        }
    }
}
