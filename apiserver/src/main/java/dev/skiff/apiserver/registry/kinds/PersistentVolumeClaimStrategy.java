package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.ClaimSpecRules;
import dev.skiff.apiserver.registry.kinds.storage.ClaimChangeRules;
import dev.skiff.apiserver.registry.kinds.storage.ClaimStatusRules;
import dev.skiff.apiserver.registry.kinds.storage.VolumeWarnings;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.PersistentVolumeClaimPrinter;
import java.util.List;

/// PersistentVolumeClaims.
final class PersistentVolumeClaimStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String SOURCE = "dataSource";
    private static final String REFERENCE = "dataSourceRef";

    PersistentVolumeClaimStrategy() {
        super(
                Kinds.PERSISTENT_VOLUME_CLAIM,
                NameRule.DNS_SUBDOMAIN,
                new PersistentVolumeClaimPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode claim) {
        ObjectNode spec = Fields.child(claim, "spec");
        if (!Fields.has(spec, "volumeMode")) {
            spec.put("volumeMode", "Filesystem");
        }
        Fields.defaultText(Fields.child(claim, "status"), "phase", "Pending");
    }

    @Override
    public void prepareForCreate(ObjectNode claim) {
        claim.putObject("status").put("phase", "Pending");
        ObjectNode spec = Fields.child(claim, "spec");
        dropForeignReference(spec);
        dropOtherSource(spec);
        if (Fields.has(spec, SOURCE) && !Fields.has(spec, REFERENCE)) {
            spec.set(REFERENCE, spec.get(SOURCE).deepCopy());
        } else if (Fields.has(spec, REFERENCE)
                && !Fields.has(spec, SOURCE)
                && spec.get(REFERENCE).deepCopy() instanceof ObjectNode source) {
            source.remove("namespace");
            spec.set(SOURCE, source);
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        ObjectNode spec = Fields.child(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        if (!Fields.has(before, REFERENCE)) {
            dropForeignReference(spec);
        }
        if (!Fields.has(before, SOURCE) && !Fields.has(before, REFERENCE)) {
            dropOtherSource(spec);
        }
    }

    /// Sources in other namespaces need a feature that is off by default.
    private static void dropForeignReference(ObjectNode spec) {
        if (!Fields.text(spec, REFERENCE, "namespace").isEmpty()) {
            spec.remove(REFERENCE);
        }
    }

    /// The older field never held more than claims and snapshots; anything else is dropped without
    /// a word.
    private static void dropOtherSource(ObjectNode spec) {
        if (Fields.has(spec, REFERENCE)) {
            return;
        }
        String group = Fields.text(spec, SOURCE, "apiGroup");
        String kind = Fields.text(spec, SOURCE, "kind");
        boolean isClaim = kind.equals("PersistentVolumeClaim") && group.isEmpty();
        boolean isSnapshot =
                kind.equals("VolumeSnapshot") && group.equals("snapshot.storage.k8s.io");
        if (!isClaim && !isSnapshot) {
            spec.remove(SOURCE);
        }
    }

    @Override
    public List<String> warnings(ObjectNode claim) {
        return VolumeWarnings.ofClaim(claim);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return VolumeWarnings.ofClaim(updated);
    }

    @Override
    void check(ObjectNode claim, List<FieldError> errors) {
        super.check(claim, errors);
        ClaimSpecRules.check(Fields.at(claim, "spec"), SPEC, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        checkChanged(updated, stored, errors);
        MetadataRules.change(updated, stored, errors);
        checkChanged(updated, stored, errors);
        ClaimChangeRules.check(updated, stored, errors);
    }

    private void checkChanged(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        ClaimSpecRules.checkChanged(
                Fields.at(updated, "spec"), Fields.at(stored, "spec"), SPEC, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkStatus(updated, stored, errors);
        ClaimStatusRules.check(updated, errors);
    }
}
