package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// Tolerations of pods, and the effects they share with taints.
public final class TolerationRules {
    public static final List<String> EFFECTS =
            List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private TolerationRules() {}

    public static void check(JsonNode tolerations, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode toleration : tolerations) {
            checkOne(toleration, path.index(i++), errors);
        }
    }

    private static void checkOne(JsonNode toleration, FieldPath path, List<FieldError> errors) {
        String key = Fields.text(toleration, "key");
        String operator = Fields.text(toleration, "operator");
        String effect = Fields.text(toleration, "effect");
        if (!key.isEmpty()) {
            LabelRules.key(key, path.child("key"), errors);
        } else if (!operator.equals("Exists")) {
            errors.add(
                    FieldError.invalid(
                            path.child("operator"),
                            operator,
                            "operator must be Exists when `key` is empty, which means \"match all values and all"
                                    + " keys\""));
        }
        if (Fields.has(toleration, "tolerationSeconds") && !effect.equals("NoExecute")) {
            errors.add(
                    FieldError.invalid(
                            path.child("effect"),
                            effect,
                            "effect must be 'NoExecute' when `tolerationSeconds` is set"));
        }
        operator(operator, Fields.text(toleration, "value"), path.child("operator"), errors);
        if (!effect.isEmpty()) {
            FieldChecks.oneOf(effect, EFFECTS, path.child("effect"), errors);
        }
    }

    private static void operator(
            String operator, String value, FieldPath path, List<FieldError> errors) {
        switch (operator) {
            case "", "Equal" -> {
                List<String> wrong = TextRules.labelValue(value);
                if (!wrong.isEmpty()) {
                    errors.add(FieldError.invalid(path, value, String.join(";", wrong)));
                }
            }
            case "Exists" -> {
                if (!value.isEmpty()) {
                    errors.add(
                            FieldError.invalid(
                                    path,
                                    value,
                                    "value must be empty when `operator` is 'Exists'"));
                }
            }
            default ->
                    errors.add(FieldError.notSupported(path, operator, List.of("Equal", "Exists")));
        }
    }
}
