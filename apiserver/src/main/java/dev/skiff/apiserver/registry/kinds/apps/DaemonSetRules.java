package dev.skiff.apiserver.registry.kinds.apps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.NumberOrPercent;
import java.util.List;

/// The spec of a DaemonSet, in upstream's order.
public final class DaemonSetRules {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private DaemonSetRules() {}

    public static void check(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        JsonNode selector = Fields.at(spec, "selector");
        JsonNode template = Fields.at(spec, "template");
        FieldPath templatePath = SPEC.child("template");
        LabelSelectorRules.check(selector, SPEC.child("selector"), errors);
        JsonNode labels = Fields.at(template, "metadata", "labels");
        if (WorkloadPodRules.isWellFormed(selector)
                && !LabelSelectorRules.matches(selector, labels)) {
            WorkloadPodRules.notSelected(template, templatePath, errors);
        }
        if (selector.isObject() && LabelSelectorRules.isEmpty(selector)) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("selector"),
                            InternalForm.of("~LabelSelector", selector),
                            "empty selector is invalid for daemonset"));
        }
        PodTemplateRules.check(template, templatePath, privileged, errors);
        WorkloadPodRules.runOn(template, "DaemonSet", templatePath, errors);
        FieldChecks.nonNegative(spec, "minReadySeconds", SPEC, errors);
        strategy(Fields.at(spec, "updateStrategy"), SPEC.child("updateStrategy"), errors);
        FieldChecks.nonNegative(spec, "revisionHistoryLimit", SPEC, errors);
    }

    private static void strategy(JsonNode strategy, FieldPath path, List<FieldError> errors) {
        switch (Fields.text(strategy, "type")) {
            case "OnDelete" -> {}
            case "RollingUpdate" ->
                    rolling(
                            Fields.at(strategy, "rollingUpdate"),
                            path.child("rollingUpdate"),
                            errors);
            default ->
                    errors.add(
                            FieldError.notSupported(
                                    path,
                                    InternalForm.of("DaemonSetUpdateStrategy", strategy),
                                    List.of("RollingUpdate", "OnDelete")));
        }
    }

    /// Either fewer pods at a time, or more.
    private static void rolling(JsonNode limits, FieldPath path, List<FieldError> errors) {
        JsonNode unavailable = Fields.at(limits, "maxUnavailable");
        JsonNode surge = Fields.at(limits, "maxSurge");
        FieldPath unavailablePath = path.child("maxUnavailable");
        FieldPath surgePath = path.child("maxSurge");
        NumberOrPercent.check(unavailable, unavailablePath, errors);
        NumberOrPercent.check(surge, surgePath, errors);
        NumberOrPercent.notMoreThanAll(unavailable, unavailablePath, errors);
        NumberOrPercent.notMoreThanAll(surge, surgePath, errors);
        boolean isFewer = NumberOrPercent.value(unavailable) != 0;
        boolean isMore = NumberOrPercent.value(surge) != 0;
        if (isFewer && isMore) {
            errors.add(
                    FieldError.invalid(
                            surgePath, surge, "may not be set when maxUnavailable is non-zero"));
        }
        if (!isFewer && !isMore) {
            errors.add(FieldError.required(unavailablePath, "cannot be 0 when maxSurge is 0"));
        }
    }
}
