package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.NodeSelectorRules;
import dev.skiff.apiserver.registry.kinds.pod.OldVolumes;
import java.util.ArrayList;
import java.util.List;

/// What is valid in volumes and claims, but not advisable.
public final class VolumeWarnings {
    /// The annotation that named the class before there was a field for it.
    static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private static final FieldPath SPEC = FieldPath.of("spec");

    /// Those that are given up, in the order in which volumes are warned.
    private static final List<String> OLD_SOURCES =
            List.of("cephfs", "photonPersistentDisk", "scaleIO", "storageos", "glusterfs", "rbd");

    private VolumeWarnings() {}

    public static List<String> ofVolume(JsonNode volume) {
        List<String> warnings = new ArrayList<>(0);
        oldClass(volume, warnings);
        JsonNode spec = Fields.at(volume, "spec");
        if (Fields.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle")) {
            warnings.add(
                    SPEC.child("persistentVolumeReclaimPolicy")
                            + ": The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use"
                            + " dynamic provisioning.");
        }
        warnings.addAll(
                NodeSelectorRules.warnings(
                        Fields.at(spec, "nodeAffinity", "required"),
                        SPEC.child("nodeAffinity").child("required")));
        for (String source : OLD_SOURCES) {
            if (Fields.has(spec, source)) {
                String shown = source.equals("storageos") ? "storageOS" : source;
                warnings.add(SPEC.child(shown) + ": " + OldVolumes.message(source));
            }
        }
        return warnings;
    }

    public static List<String> ofClaim(JsonNode claim) {
        List<String> warnings = new ArrayList<>(0);
        oldClass(claim, warnings);
        JsonNode resources = Fields.at(claim, "spec", "resources");
        for (String list : List.of("requests", "limits")) {
            String text = Fields.text(resources, list, "storage");
            if (!text.isEmpty() && Quantity.of(text).amount().scale() > 0) {
                FieldPath path = SPEC.child("resources").child(list).key("storage");
                warnings.add(
                        "%s: fractional byte value \"%s\" is invalid, must be an integer"
                                .formatted(path, text));
            }
        }
        return warnings;
    }

    private static void oldClass(JsonNode object, List<String> warnings) {
        if (Fields.at(object, "metadata", "annotations").has(OLD_CLASS)) {
            warnings.add(
                    "metadata.annotations[%s]: deprecated since v1.8; use \"storageClassName\" attribute instead"
                            .formatted(OLD_CLASS));
        }
    }
}
