package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;

/// The volumes of a pod.
final class VolumeText {
    private final TabText text;
    private final String space;

    /// @param space in front of titles: two blanks within a pod template
    VolumeText(TabText text, String space) {
        this.text = text;
        this.space = space;
    }

    void write(JsonNode volumes) {
        if (volumes.isEmpty()) {
            text.line(0, space + "Volumes:", "<none>");
            return;
        }
        text.line(0, space + "Volumes:");
        for (JsonNode volume : volumes) {
            text.line(1, (space.isEmpty() ? "" : " ") + volume.path("name").asText() + ":");
            source(volume);
        }
    }

    private void source(JsonNode volume) {
        if (volume.has("configMap")) {
            type("ConfigMap (a volume populated by a ConfigMap)");
            named("Name:", volume.path("configMap"), "name");
        } else if (volume.has("secret")) {
            type("Secret (a volume populated by a Secret)");
            named("SecretName:", volume.path("secret"), "secretName");
        } else if (volume.has("emptyDir")) {
            type("EmptyDir (a temporary directory that shares a pod's lifetime)");
            text.line(2, "Medium:", volume.path("emptyDir").path("medium").asText());
            text.line(2, "SizeLimit:", volume.path("emptyDir").path("sizeLimit").asText("<unset>"));
        } else if (volume.has("hostPath")) {
            type("HostPath (bare host directory volume)");
            text.line(2, "Path:", volume.path("hostPath").path("path").asText());
            text.line(2, "HostPathType:", volume.path("hostPath").path("type").asText());
        } else if (volume.has("persistentVolumeClaim")) {
            JsonNode claim = volume.path("persistentVolumeClaim");
            type(
                    "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same"
                            + " namespace)");
            text.line(2, "ClaimName:", claim.path("claimName").asText());
            text.line(2, "ReadOnly:", Boolean.toString(claim.path("readOnly").asBoolean()));
        } else if (volume.has("projected")) {
            type("Projected (a volume that contains injected data from multiple sources)");
            volume.path("projected").path("sources").forEach(this::projected);
        } else if (volume.has("downwardAPI")) {
            type("DownwardAPI (a volume populated by information about the pod)");
            text.line(2, "Items:");
            for (JsonNode item : volume.path("downwardAPI").path("items")) {
                String field = item.path("fieldRef").path("fieldPath").asText();
                text.line(3, field + " -> " + item.path("path").asText());
            }
        } else {
            text.line(1, "<unknown>");
        }
    }

    private void projected(JsonNode source) {
        if (source.has("secret")) {
            named("SecretName:", source.path("secret"), "name");
        } else if (source.has("configMap")) {
            named("ConfigMapName:", source.path("configMap"), "name");
        } else if (source.has("downwardAPI")) {
            text.line(2, "DownwardAPI:", "true");
        } else if (source.has("serviceAccountToken")) {
            text.line(
                    2,
                    "TokenExpirationSeconds:",
                    source.path("serviceAccountToken").path("expirationSeconds").asText());
        }
    }

    private void type(String type) {
        text.line(2, "Type:", type);
    }

    private void named(String title, JsonNode source, String field) {
        text.line(2, title, source.path(field).asText());
        text.line(2, "Optional:", Boolean.toString(source.path("optional").asBoolean()));
    }
}
