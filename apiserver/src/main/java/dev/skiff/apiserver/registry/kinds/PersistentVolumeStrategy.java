package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.SharedSourceRules;
import dev.skiff.apiserver.registry.kinds.storage.VolumeChangeRules;
import dev.skiff.apiserver.registry.kinds.storage.VolumeSpecRules;
import dev.skiff.apiserver.registry.kinds.storage.VolumeWarnings;
import dev.skiff.apiserver.table.PersistentVolumePrinter;
import java.util.List;

/// PersistentVolumes.
final class PersistentVolumeStrategy extends KindStrategy {
    private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";
    private static final List<String> WITH_MOUNT_OPTIONS =
            List.of(
                    "gcePersistentDisk",
                    "awsElasticBlockStore",
                    "glusterfs",
                    "nfs",
                    "rbd",
                    "quobyte",
                    "iscsi",
                    "cinder",
                    "cephfs",
                    "azureFile",
                    "vsphereVolume",
                    "azureDisk",
                    "photonPersistentDisk");

    PersistentVolumeStrategy() {
        super(Kinds.PERSISTENT_VOLUME, NameRule.DNS_SUBDOMAIN, new PersistentVolumePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode volume) {
        ObjectNode spec = Fields.child(volume, "spec");
        Fields.defaultText(spec, "persistentVolumeReclaimPolicy", "Retain");
        if (!Fields.has(spec, "volumeMode")) {
            spec.put("volumeMode", "Filesystem");
        }
        SharedSourceRules.applyDefaults(spec);
        Fields.defaultText(Fields.child(volume, "status"), "phase", "Pending");
    }

    /// The first phase is entered when the volume comes into being.
    @Override
    public void prepareForCreate(ObjectNode volume) {
        volume.putObject("status")
                .put("phase", "Pending")
                .put(
                        "lastPhaseTransitionTime",
                        Fields.text(volume, "metadata", "creationTimestamp"));
    }

    @Override
    public List<String> warnings(ObjectNode volume) {
        return VolumeWarnings.ofVolume(volume);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return VolumeWarnings.ofVolume(updated);
    }

    @Override
    void check(ObjectNode volume, List<FieldError> errors) {
        checkObject(volume, errors);
        mountOptions(volume, errors);
    }

    private void checkObject(ObjectNode volume, List<FieldError> errors) {
        super.check(volume, errors);
        VolumeSpecRules.ofVolume(
                Fields.at(volume, "spec"),
                Fields.text(volume, "metadata", "name"),
                FieldPath.of("spec"),
                errors);
    }

    private static void mountOptions(ObjectNode volume, List<FieldError> errors) {
        JsonNode spec = Fields.at(volume, "spec");
        boolean mayHaveOptions =
                WITH_MOUNT_OPTIONS.stream().anyMatch(source -> Fields.has(spec, source));
        boolean hasOptions = Fields.at(volume, "metadata", "annotations").has(MOUNT_OPTIONS);
        if (hasOptions && !mayHaveOptions) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("metadata", "annotations", MOUNT_OPTIONS),
                            "may not specify mount options for this volume type"));
        }
    }

    /// Upstream checks the changed volume twice, and so tells what is wrong twice.
    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        checkObject(updated, errors);
        VolumeChangeRules.check(Fields.at(updated, "spec"), Fields.at(stored, "spec"), errors);
    }
}
