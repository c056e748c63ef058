package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.FinalizerRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.NamespacePrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Namespaces: kept by `spec.finalizers` until everything in them is gone.
final class NamespaceStrategy extends KindStrategy {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String CONTENT_FINALIZER = "kubernetes";

    NamespaceStrategy() {
        super(Kinds.NAMESPACE, NameRule.DNS_LABEL, new NamespacePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode namespace) {
        labelWithName(namespace);
    }

    @Override
    public void prepareForCreate(ObjectNode namespace) {
        ArrayNode finalizers = Fields.child(namespace, "spec").withArrayProperty("finalizers");
        if (!Fields.texts(finalizers).contains(CONTENT_FINALIZER)) {
            finalizers.add(CONTENT_FINALIZER);
        }
        Fields.child(namespace, "status").put("phase", "Active");
        labelWithName(namespace);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        JsonNode finalizers = Fields.at(stored, "spec", "finalizers");
        ObjectNode spec = Fields.child(updated, "spec");
        if (finalizers.isEmpty()) {
            spec.remove("finalizers");
        } else {
            spec.set("finalizers", finalizers.deepCopy());
        }
        labelWithName(updated);
    }

    @Override
    public boolean mustLinger(ObjectNode stored) {
        return !Fields.at(stored, "spec", "finalizers").isEmpty();
    }

    @Override
    public void prepareForDelete(ObjectNode namespace) {
        Fields.child(namespace, "status").put("phase", "Terminating");
        Fields.child(namespace, "metadata").remove("deletionGracePeriodSeconds");
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode namespace) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status.phase", Fields.text(namespace, "status", "phase"));
        return fields;
    }

    @Override
    void check(ObjectNode namespace, List<FieldError> errors) {
        super.check(namespace, errors);
        FieldPath path = FieldPath.of("spec", "finalizers");
        for (JsonNode finalizer : Fields.at(namespace, "spec", "finalizers")) {
            FinalizerRules.name(finalizer.asText(), path, errors);
        }
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        String phase = Fields.text(updated, "status", "phase");
        boolean isGoing = Fields.has(Fields.at(updated, "metadata"), "deletionTimestamp");
        if (!phase.equals(isGoing ? "Terminating" : "Active")) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("status", "Phase"),
                            phase,
                            isGoing
                                    ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
                                    : "may only be 'Active' if `deletionTimestamp` is empty"));
        }
    }

    /// A label with its name on every namespace, so that selectors can name namespaces.
    private static void labelWithName(ObjectNode namespace) {
        String name = Fields.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            ObjectNode metadata = Fields.child(namespace, "metadata");
            Fields.child(metadata, "labels").put(NAME_LABEL, name);
        }
    }
}
