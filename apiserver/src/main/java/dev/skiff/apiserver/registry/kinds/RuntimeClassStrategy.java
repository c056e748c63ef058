package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.kinds.pod.TolerationRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.RuntimeClassPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// RuntimeClasses.
final class RuntimeClassStrategy extends KindStrategy {
    private static final FieldPath HANDLER = FieldPath.of("handler");
    private static final FieldPath SCHEDULING = FieldPath.of("scheduling");
    private static final FieldPath SELECTOR = SCHEDULING.child("nodeSelector");

    RuntimeClassStrategy() {
        super(Kinds.RUNTIME_CLASS, NameRule.DNS_SUBDOMAIN, new RuntimeClassPrinter());
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public List<String> warnings(ObjectNode runtimeClass) {
        List<String> warnings = new ArrayList<>(0);
        JsonNode selector = Fields.at(runtimeClass, "scheduling", "nodeSelector");
        for (Map.Entry<String, JsonNode> label : Fields.entries(selector)) {
            PodWarnings.ofNodeLabel(label.getKey())
                    .ifPresent(message -> warnings.add(SELECTOR + ": " + message));
        }
        return warnings;
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return warnings(updated);
    }

    @Override
    void check(ObjectNode runtimeClass, List<FieldError> errors) {
        super.check(runtimeClass, errors);
        String handler = Fields.text(runtimeClass, "handler");
        FieldChecks.invalid(HANDLER, handler, TextRules.dnsLabel(handler), errors);
        ResourceRules.overhead(
                Fields.at(runtimeClass, "overhead", "podFixed"), FieldPath.of("overhead"), errors);
        JsonNode scheduling = Fields.at(runtimeClass, "scheduling");
        LabelRules.labels(Fields.at(scheduling, "nodeSelector"), SELECTOR, errors);
        TolerationRules.check(
                Fields.at(scheduling, "tolerations"), SCHEDULING.child("tolerations"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        super.checkUpdate(updated, stored, errors);
        FieldChecks.immutable(
                Fields.at(updated, "handler"), Fields.at(stored, "handler"), HANDLER, errors);
    }
}
