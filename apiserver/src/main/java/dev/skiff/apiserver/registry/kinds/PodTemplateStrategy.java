package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.PodDefaults;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.PodTemplatePrinter;
import java.util.List;

/// PodTemplates.
final class PodTemplateStrategy extends KindStrategy {
    private static final FieldPath TEMPLATE = FieldPath.of("template");

    private final Privileged privileged;

    PodTemplateStrategy(Privileged privileged) {
        super(Kinds.POD_TEMPLATE, NameRule.DNS_SUBDOMAIN, new PodTemplatePrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode template) {
        PodDefaults.ofSpec(Fields.child(Fields.child(template, "template"), "spec"));
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> warnings(ObjectNode template) {
        return PodWarnings.of(Fields.at(template, "template"), TEMPLATE);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        boolean isSame = Fields.at(updated, "template").equals(Fields.at(stored, "template"));
        return isSame ? List.of() : warnings(updated);
    }

    @Override
    void check(ObjectNode template, List<FieldError> errors) {
        super.check(template, errors);
        PodTemplateRules.check(Fields.at(template, "template"), TEMPLATE, privileged, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        PodTemplateRules.check(Fields.at(updated, "template"), TEMPLATE, privileged, errors);
    }
}
