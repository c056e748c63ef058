package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What the server fills in on volumes.
final class VolumeDefaults {
    private static final int READABLE_BY_ALL = 0644;
    private static final int TOKEN_SECONDS = 3600;

    private VolumeDefaults() {}

    static void apply(ObjectNode volume) {
        if (!hasSource(volume)) {
            volume.putObject("emptyDir");
        }
        for (String kind : List.of("secret", "configMap", "downwardAPI", "projected")) {
            if (volume.get(kind) instanceof ObjectNode source) {
                Fields.defaultNumber(source, "defaultMode", READABLE_BY_ALL);
            }
        }
        files(Fields.at(volume, "downwardAPI", "items"));
        for (JsonNode source : Fields.at(volume, "projected", "sources")) {
            files(Fields.at(source, "downwardAPI", "items"));
            if (source.get("serviceAccountToken") instanceof ObjectNode token) {
                Fields.defaultNumber(token, "expirationSeconds", TOKEN_SECONDS);
            }
        }
        if (Fields.at(volume, "ephemeral", "volumeClaimTemplate") instanceof ObjectNode template) {
            Fields.defaultText(Fields.child(template, "spec"), "volumeMode", "Filesystem");
        }
        if (volume.get("image") instanceof ObjectNode source) {
            String reference = Fields.text(source, "reference");
            Fields.defaultText(source, "pullPolicy", ImageReference.pullPolicy(reference));
        }
        sources(volume);
    }

    private static boolean hasSource(ObjectNode volume) {
        return volume.properties().stream()
                .anyMatch(field -> !field.getKey().equals("name") && !field.getValue().isNull());
    }

    private static void files(JsonNode items) {
        for (JsonNode item : items) {
            ContainerDefaults.fieldRef(Fields.at(item, "fieldRef"));
        }
    }

    /// Of the sources that persistent volumes may have too.
    static void sources(ObjectNode volume) {
        if (volume.get("hostPath") instanceof ObjectNode source && !Fields.has(source, "type")) {
            source.put("type", "");
        }
        if (volume.get("iscsi") instanceof ObjectNode source) {
            Fields.defaultText(source, "iscsiInterface", "default");
        }
        if (volume.get("rbd") instanceof ObjectNode source) {
            Fields.defaultText(source, "pool", "rbd");
            Fields.defaultText(source, "user", "admin");
            Fields.defaultText(source, "keyring", "/etc/ceph/keyring");
        }
        if (volume.get("azureDisk") instanceof ObjectNode source) {
            Fields.defaultText(source, "cachingMode", "ReadWrite");
            Fields.defaultText(source, "kind", "Shared");
            Fields.defaultText(source, "fsType", "ext4");
            if (!Fields.has(source, "readOnly")) {
                source.put("readOnly", false);
            }
        }
        if (volume.get("scaleIO") instanceof ObjectNode source) {
            Fields.defaultText(source, "storageMode", "ThinProvisioned");
            Fields.defaultText(source, "fsType", "xfs");
        }
    }
}
