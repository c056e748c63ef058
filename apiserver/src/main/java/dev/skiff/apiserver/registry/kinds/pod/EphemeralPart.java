package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.PartRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.UnifiedDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Containers for a look inside a pod: more can come, and those that came stay as they are.
public final class EphemeralPart implements PartRules {
    private static final String LIST = "ephemeralContainers";
    private static final FieldPath PATH = FieldPath.of("spec", LIST);

    private final Privileged privileged;

    public EphemeralPart(Privileged privileged) {
        this.privileged = privileged;
    }

    @Override
    public void confine(ObjectNode updated, ObjectNode stored) {
        JsonNode containers = Fields.at(updated, "spec", LIST);
        ObjectNode spec = stored.withObjectProperty("spec").deepCopy();
        if (containers.isEmpty()) {
            spec.remove(LIST);
        } else {
            spec.set(LIST, containers);
        }
        updated.set("spec", spec);
    }

    @Override
    public List<FieldError> validate(ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors = new ArrayList<>(0);
        if (PodAnnotationRules.isMirror(stored)) {
            errors.add(
                    FieldError.forbidden(
                            PodRules.NO_FIELD, "static pods do not support ephemeral containers"));
            return errors;
        }
        MetadataRules.change(updated, stored, errors);
        PodRules.metadataAndSpec(updated, privileged, errors);
        PodAnnotationRules.unchanged(updated, stored, errors);
        for (JsonNode old : Fields.at(stored, "spec", LIST)) {
            unchanged(old, Fields.at(updated, "spec", LIST), errors);
        }
        return errors;
    }

    private static void unchanged(JsonNode old, JsonNode containers, List<FieldError> errors) {
        String name = Fields.text(old, "name");
        Optional<JsonNode> now =
                containers.valueStream().filter(c -> Fields.text(c, "name").equals(name)).findAny();
        if (now.isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            PATH,
                            "existing ephemeral containers \"%s\" may not be removed\n"
                                    .formatted(name)));
        } else if (!now.get().equals(old)) {
            errors.add(
                    FieldError.forbidden(
                            PATH,
                            "existing ephemeral containers \"%s\" may not be changed\n%s"
                                    .formatted(
                                            name, UnifiedDiff.of(shown(old), shown(now.get())))));
        }
    }

    private static String shown(JsonNode container) {
        return GoText.indentedJson(InternalForm.of("EphemeralContainer", container));
    }
}
