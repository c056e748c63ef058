package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.apps.ReplicationControllerRules;
import dev.skiff.apiserver.registry.kinds.pod.PodDefaults;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.ReplicationControllerPrinter;
import java.util.List;
import java.util.Map;

/// ReplicationControllers. Their pods outlive them unless somebody says otherwise.
final class ReplicationControllerStrategy extends KindStrategy {
    private static final List<String> PARTS =
            List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas");
    private static final List<String> COUNTS =
            List.of(
                    "replicas",
                    "fullyLabeledReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "observedGeneration");

    private final Privileged privileged;

    ReplicationControllerStrategy(Privileged privileged) {
        super(
                Kinds.REPLICATION_CONTROLLER,
                NameRule.DNS_SUBDOMAIN,
                new ReplicationControllerPrinter());
        this.privileged = privileged;
    }

    /// Selector and labels are those of the pods, where nothing else is said.
    @Override
    public void applyDefaults(ObjectNode controller) {
        ObjectNode spec = Fields.child(controller, "spec");
        JsonNode labels = Fields.at(spec, "template", "metadata", "labels");
        if (!labels.isEmpty()) {
            if (Fields.at(spec, "selector").isEmpty()) {
                spec.set("selector", labels.deepCopy());
            }
            ObjectNode metadata = Fields.child(controller, "metadata");
            if (Fields.at(metadata, "labels").isEmpty()) {
                metadata.set("labels", labels.deepCopy());
            }
        }
        Fields.defaultNumber(spec, "replicas", 1);
        if (spec.get("template") instanceof ObjectNode template) {
            PodDefaults.ofSpec(Fields.child(template, "spec"));
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean orphansByDefault() {
        return true;
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode controller) {
        long replicas = Fields.number(Fields.at(controller, "status"), "replicas");
        return Map.of("status.replicas", Long.toString(replicas));
    }

    @Override
    public List<String> warnings(ObjectNode controller) {
        return TemplateRules.warnings(controller);
    }

    /// Upstream asks the old template for its warnings here.
    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return TemplateRules.warnings(stored, updated);
    }

    @Override
    void check(ObjectNode controller, List<FieldError> errors) {
        super.check(controller, errors);
        ReplicationControllerRules.check(Fields.at(controller, "spec"), privileged, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        ReplicationControllerRules.check(Fields.at(updated, "spec"), privileged, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        TemplateRules.counts(Fields.at(updated, "status"), COUNTS, PARTS, "readyReplicas", errors);
    }
}
