package dev.skiff.apiserver.registry.kinds.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.ClaimSpecRules;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.NumberOrPercent;
import java.util.List;

/// The spec of a StatefulSet, in upstream's order.
public final class StatefulSetRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STRATEGY = SPEC.child("updateStrategy");
    private static final List<String> MUTABLE =
            List.of(
                    "replicas",
                    "ordinals",
                    "template",
                    "updateStrategy",
                    "revisionHistoryLimit",
                    "persistentVolumeClaimRetentionPolicy",
                    "minReadySeconds");

    private StatefulSetRules() {}

    public static void check(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        String management = Fields.text(spec, "podManagementPolicy");
        if (!List.of("OrderedReady", "Parallel").contains(management)) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("podManagementPolicy"),
                            management,
                            "must be 'OrderedReady' or 'Parallel'"));
        }
        strategy(Fields.at(spec, "updateStrategy"), errors);
        retention(Fields.at(spec, "persistentVolumeClaimRetentionPolicy"), errors);
        FieldChecks.nonNegative(spec, "replicas", SPEC, errors);
        FieldChecks.nonNegative(spec, "minReadySeconds", SPEC, errors);
        FieldChecks.nonNegative(
                Fields.at(spec, "ordinals"), "start", SPEC.child("ordinals"), errors);
        String service = Fields.text(spec, "serviceName");
        if (!service.isEmpty()) {
            FieldChecks.invalid(
                    SPEC.child("serviceName"), service, TextRules.dnsLabel(service), errors);
        }
        pods(spec, privileged, errors);
        int i = 0;
        for (JsonNode claim : Fields.at(spec, "volumeClaimTemplates")) {
            FieldPath path = SPEC.child("volumeClaimTemplates").index(i++);
            ClaimSpecRules.check(Fields.at(claim, "spec"), path.child("spec"), errors);
        }
    }

    private static void strategy(JsonNode strategy, List<FieldError> errors) {
        JsonNode rolling = Fields.at(strategy, "rollingUpdate");
        FieldPath path = STRATEGY.child("rollingUpdate");
        switch (Fields.text(strategy, "type")) {
            case "OnDelete" -> {
                if (rolling.isObject()) {
                    errors.add(
                            FieldError.invalid(
                                    path,
                                    InternalForm.of("RollingUpdateStatefulSetStrategy", rolling),
                                    "only allowed for updateStrategy 'RollingUpdate'"));
                }
            }
            case "RollingUpdate" -> rolling(rolling, path, errors);
            default ->
                    errors.add(
                            FieldError.invalid(
                                    STRATEGY,
                                    InternalForm.of("StatefulSetUpdateStrategy", strategy),
                                    "must be 'RollingUpdate' or 'OnDelete'"));
        }
    }

    private static void rolling(JsonNode rolling, FieldPath path, List<FieldError> errors) {
        FieldChecks.nonNegative(rolling, "partition", path, errors);
        JsonNode unavailable = Fields.at(rolling, "maxUnavailable");
        if (unavailable.isMissingNode()) {
            return;
        }
        FieldPath unavailablePath = path.child("maxUnavailable");
        NumberOrPercent.check(unavailable, unavailablePath, errors);
        if (NumberOrPercent.value(unavailable) == 0) {
            errors.add(FieldError.invalid(unavailablePath, unavailable, "cannot be 0"));
        }
        NumberOrPercent.notMoreThanAll(unavailable, unavailablePath, errors);
    }

    private static void retention(JsonNode policy, List<FieldError> errors) {
        FieldPath path = SPEC.child("persistentVolumeClaimRetentionPolicy");
        for (String when : List.of("whenDeleted", "whenScaled")) {
            FieldChecks.oneOf(
                    Fields.text(policy, when),
                    List.of("Retain", "Delete"),
                    path.child(when),
                    errors);
        }
    }

    private static void pods(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        JsonNode selector = Fields.at(spec, "selector");
        FieldPath path = SPEC.child("selector");
        boolean isEmpty = selector.isObject() && LabelSelectorRules.isEmpty(selector);
        if (selector.isObject()) {
            LabelSelectorRules.check(selector, path, errors);
        } else {
            errors.add(FieldError.required(path, ""));
        }
        JsonNode shown = InternalForm.of("~LabelSelector", selector);
        if (isEmpty) {
            errors.add(
                    FieldError.invalid(path, shown, "empty selector is invalid for statefulset"));
        }
        JsonNode template = Fields.at(spec, "template");
        FieldPath templatePath = SPEC.child("template");
        if (WorkloadPodRules.isWellFormed(selector)) {
            JsonNode labels = Fields.at(template, "metadata", "labels");
            if (!isEmpty && !LabelSelectorRules.matches(selector, labels)) {
                WorkloadPodRules.notSelected(template, templatePath, errors);
            }
            PodTemplateRules.metadata(template, templatePath, errors);
            PodTemplateRules.check(withClaims(spec), templatePath, privileged, errors);
        } else {
            errors.add(FieldError.invalid(path, shown, ""));
        }
        WorkloadPodRules.runOn(template, "StatefulSet", templatePath, errors);
    }

    /// The template as its pods will be: a claim is a volume of its name, whatever else the
    /// template
    /// has under that name.
    private static JsonNode withClaims(JsonNode spec) {
        JsonNode claims = Fields.at(spec, "volumeClaimTemplates");
        if (claims.isEmpty() || !(spec.get("template") instanceof ObjectNode template)) {
            return Fields.at(spec, "template");
        }
        ObjectNode completed = template.deepCopy();
        ObjectNode pod = Fields.child(completed, "spec");
        ArrayNode volumes =
                pod.get("volumes") instanceof ArrayNode given ? given : pod.putArray("volumes");
        for (JsonNode claim : claims) {
            String name = Fields.text(claim, "metadata", "name");
            ObjectNode volume = completed.objectNode().put("name", name);
            volume.putObject("persistentVolumeClaim").put("claimName", name);
            put(volume, volumes);
        }
        return completed;
    }

    private static void put(ObjectNode volume, ArrayNode volumes) {
        String name = Fields.text(volume, "name");
        for (int i = 0; i < volumes.size(); i++) {
            if (Fields.text(volumes.get(i), "name").equals(name)) {
                volumes.set(i, volume);
                return;
            }
        }
        volumes.add(volume);
    }

    /// What a set is stays; how many, of what kind and how they are replaced may change.
    public static void sameSet(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        if (!InternalForm.areAlike(fixed(updated), fixed(stored))) {
            errors.add(
                    FieldError.forbidden(
                            SPEC,
                            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                                    + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
                                    + " and 'minReadySeconds' are forbidden"));
        }
    }

    private static ObjectNode fixed(JsonNode object) {
        ObjectNode fixed = ((ObjectNode) object.path("spec")).deepCopy();
        fixed.remove(MUTABLE);
        fixed.properties()
                .removeIf(
                        field ->
                                field.getValue().isNull()
                                        || (field.getValue().isArray()
                                                && field.getValue().isEmpty()));
        return fixed;
    }
}
