package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.autoscaling.AutoscalerDefaults;
import dev.skiff.apiserver.registry.kinds.autoscaling.AutoscalerForms;
import dev.skiff.apiserver.registry.kinds.autoscaling.AutoscalerRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.HorizontalPodAutoscalerPrinter;
import java.util.List;

/// HorizontalPodAutoscalers, as the newer of their two versions has them.
final class HorizontalPodAutoscalerStrategy extends KindStrategy {
    private static final FieldPath STATUS = FieldPath.of("status");

    HorizontalPodAutoscalerStrategy() {
        super(
                Kinds.HORIZONTAL_POD_AUTOSCALER,
                NameRule.DNS_SUBDOMAIN,
                new HorizontalPodAutoscalerPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode autoscaler) {
        AutoscalerDefaults.apply(autoscaler);
        AutoscalerForms.dropAnnotations(autoscaler);
    }

    @Override
    void check(ObjectNode autoscaler, List<FieldError> errors) {
        super.check(autoscaler, errors);
        AutoscalerRules.ofNew(autoscaler, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        AutoscalerRules.ofChange(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        JsonNode status = Fields.at(updated, "status");
        FieldChecks.nonNegative(status, "currentReplicas", STATUS, errors);
        FieldChecks.nonNegative(status, "desiredReplicas", STATUS, errors);
    }
}
