package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.UnifiedDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What may change in a volume.
public final class VolumeChangeRules {
    private static final String SOURCE = "PersistentVolumeSource";
    private static final Map<String, String> NEW_LABELS = newLabels();

    private VolumeChangeRules() {}

    private static Map<String, String> newLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone");
        labels.put("failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region");
        labels.put("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");
        labels.put("beta.kubernetes.io/arch", "kubernetes.io/arch");
        labels.put("beta.kubernetes.io/os", "kubernetes.io/os");
        return labels;
    }

    public static void check(JsonNode spec, JsonNode stored, List<FieldError> errors) {
        source(spec, stored, errors);
        FieldChecks.immutable(
                Fields.at(spec, "volumeMode"),
                Fields.at(stored, "volumeMode"),
                FieldPath.of("volumeMode"),
                errors);
        if (Fields.has(stored, "nodeAffinity")) {
            nodeAffinity(
                    Fields.at(spec, "nodeAffinity"), Fields.at(stored, "nodeAffinity"), errors);
        }
        String attributes = "volumeAttributesClassName";
        if (Fields.has(stored, attributes) && !Fields.has(spec, attributes)) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("spec", attributes),
                            "update from non-nil value to nil is forbidden"));
        }
    }

    /// The source stays; the secret for growing may be added.
    private static void source(JsonNode spec, JsonNode stored, List<FieldError> errors) {
        ObjectNode compared = spec.deepCopy();
        String secret = "controllerExpandSecretRef";
        boolean hadDriver = Fields.has(stored, "csi");
        if (hadDriver
                && !Fields.has(Fields.at(stored, "csi"), secret)
                && compared.get("csi") instanceof ObjectNode csi) {
            csi.remove(secret);
        }
        JsonNode before = InternalForm.of(SOURCE, stored);
        JsonNode now = InternalForm.of(SOURCE, compared);
        if (!now.equals(before)) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("spec", "persistentvolumesource"),
                            "spec.persistentvolumesource is immutable after creation\n"
                                    + UnifiedDiff.of(
                                            GoText.indentedJson(before),
                                            GoText.indentedJson(now))));
        }
    }

    /// Where a volume is does not change, only the labels that say so.
    private static void nodeAffinity(JsonNode now, JsonNode stored, List<FieldError> errors) {
        JsonNode before = stored.deepCopy();
        JsonNode terms = Fields.at(now, "required", "nodeSelectorTerms");
        int i = 0;
        for (JsonNode term : Fields.at(before, "required", "nodeSelectorTerms")) {
            JsonNode expressions = Fields.at(terms.path(i++), "matchExpressions");
            int j = 0;
            for (JsonNode expression : Fields.at(term, "matchExpressions")) {
                String newKey = NEW_LABELS.get(Fields.text(expression, "key"));
                if (newKey != null && newKey.equals(Fields.text(expressions.path(j), "key"))) {
                    ((ObjectNode) expression).put("key", newKey);
                }
                j++;
            }
        }
        JsonNode printed = InternalForm.of("VolumeNodeAffinity", now);
        if (!printed.equals(InternalForm.of("VolumeNodeAffinity", before))) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("nodeAffinity"), printed, FieldChecks.IMMUTABLE));
        }
    }
}
