package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.apps.StatefulSetRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.StatefulSetPrinter;
import java.util.ArrayList;
import java.util.List;

/// StatefulSets.
final class StatefulSetStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath TEMPLATE = SPEC.child("template");
    private static final FieldPath CLAIMS = SPEC.child("volumeClaimTemplates");
    private static final int REVISIONS = 10;
    private static final List<String> PARTS =
            List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");
    private static final List<String> COUNTS =
            List.of(
                    "replicas",
                    "readyReplicas",
                    "currentReplicas",
                    "updatedReplicas",
                    "availableReplicas",
                    "observedGeneration",
                    "collisionCount");

    private final Privileged privileged;

    StatefulSetStrategy(Privileged privileged) {
        super(Kinds.STATEFUL_SET, NameRule.DNS_LABEL, new StatefulSetPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode set) {
        ObjectNode spec = Fields.child(set, "spec");
        Fields.defaultText(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = Fields.child(spec, "updateStrategy");
        Fields.defaultText(strategy, "type", "RollingUpdate");
        if (Fields.text(strategy, "type").equals("RollingUpdate")) {
            Fields.defaultNumber(Fields.child(strategy, "rollingUpdate"), "partition", 0);
        }
        ObjectNode retention = Fields.child(spec, "persistentVolumeClaimRetentionPolicy");
        Fields.defaultText(retention, "whenDeleted", "Retain");
        Fields.defaultText(retention, "whenScaled", "Retain");
        Fields.defaultNumber(spec, "replicas", 1);
        Fields.defaultNumber(spec, "revisionHistoryLimit", REVISIONS);
        for (JsonNode claim : Fields.at(spec, "volumeClaimTemplates")) {
            claim((ObjectNode) claim);
        }
        TemplateRules.applyDefaults(set);
    }

    private static void claim(ObjectNode claim) {
        claim.put("apiVersion", "v1");
        claim.put("kind", "PersistentVolumeClaim");
        ObjectNode spec = Fields.child(claim, "spec");
        if (!Fields.has(spec, "volumeMode")) {
            spec.put("volumeMode", "Filesystem");
        }
        Fields.defaultText(Fields.child(claim, "status"), "phase", "Pending");
    }

    /// How many pods may be missing during an update is a feature that is off by default.
    @Override
    public void prepareForCreate(ObjectNode set) {
        dropUnavailable(set);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        dropUnavailable(updated);
    }

    private static void dropUnavailable(ObjectNode set) {
        JsonNode rolling = Fields.at(set, "spec", "updateStrategy", "rollingUpdate");
        if (rolling instanceof ObjectNode limits) {
            limits.remove("maxUnavailable");
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> warnings(ObjectNode set) {
        List<String> warnings =
                new ArrayList<>(PodWarnings.of(Fields.at(set, "spec", "template"), TEMPLATE));
        addOwnWarnings(set, "", warnings);
        return warnings;
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        List<String> warnings = new ArrayList<>(TemplateRules.warnings(updated, stored));
        addOwnWarnings(updated, ".Spec", warnings);
        return warnings;
    }

    /// @param place what upstream adds to the path of a claim, on updates only
    private static void addOwnWarnings(ObjectNode set, String place, List<String> warnings) {
        int i = 0;
        for (JsonNode claim : Fields.at(set, "spec", "volumeClaimTemplates")) {
            FieldPath path = CLAIMS.index(i++);
            for (String list : List.of("requests", "limits")) {
                String amount = Fields.text(claim, "spec", "resources", list, "storage");
                if (!amount.isEmpty() && Quantity.of(amount).amount().scale() > 0) {
                    warnings.add(
                            "%s%s.resources.%s[storage]: fractional byte value \"%s\" is invalid, must be an integer"
                                    .formatted(path, place, list, amount));
                }
            }
        }
        if (Fields.number(Fields.at(set, "spec"), "revisionHistoryLimit") < 0) {
            warnings.add(
                    "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is"
                            + " recommended");
        }
    }

    @Override
    void check(ObjectNode set, List<FieldError> errors) {
        super.check(set, errors);
        StatefulSetRules.check(Fields.at(set, "spec"), privileged, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        StatefulSetRules.check(Fields.at(updated, "spec"), privileged, errors);
        StatefulSetRules.sameSet(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode status = Fields.at(updated, "status");
        TemplateRules.counts(status, COUNTS, PARTS, "status.readyReplicas", errors);
        MetadataRules.change(updated, stored, errors);
        TemplateRules.collisions(updated, stored, errors);
    }
}
