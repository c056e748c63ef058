package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.rules.ConditionRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.NumberOrPercent;
import dev.skiff.apiserver.table.PodDisruptionBudgetPrinter;
import java.util.List;

/// PodDisruptionBudgets. Their metadata are checked as everybody's are, and not once more.
final class PodDisruptionBudgetStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final List<String> LIMITS = List.of("minAvailable", "maxUnavailable");
    private static final List<String> COUNTS =
            List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods");

    PodDisruptionBudgetStrategy() {
        super(Kinds.POD_DISRUPTION_BUDGET, NameRule.PATH_SEGMENT, new PodDisruptionBudgetPrinter());
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    void check(ObjectNode budget, List<FieldError> errors) {
        JsonNode spec = Fields.at(budget, "spec");
        if (LIMITS.stream().allMatch(limit -> Fields.has(spec, limit))) {
            errors.add(
                    FieldError.invalid(
                            SPEC,
                            InternalForm.of("PodDisruptionBudgetSpec", spec),
                            "minAvailable and maxUnavailable cannot be both set"));
        }
        for (String limit : LIMITS) {
            if (Fields.has(spec, limit)) {
                NumberOrPercent.check(spec.get(limit), SPEC.child(limit), errors);
                NumberOrPercent.notMoreThanAll(spec.get(limit), SPEC.child(limit), errors);
            }
        }
        LabelSelectorRules.check(Fields.at(spec, "selector"), SPEC.child("selector"), errors);
        FieldChecks.optionalOneOf(
                spec,
                "unhealthyPodEvictionPolicy",
                List.of("AlwaysAllow", "IfHealthyBudget"),
                SPEC,
                errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode status = Fields.at(updated, "status");
        ConditionRules.check(Fields.at(status, "conditions"), STATUS.child("conditions"), errors);
        for (String count : COUNTS) {
            FieldChecks.nonNegative(status, count, STATUS, errors);
        }
    }
}
