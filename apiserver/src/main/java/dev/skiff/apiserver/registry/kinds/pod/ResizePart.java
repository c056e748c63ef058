package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.PartRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import java.util.ArrayList;
import java.util.List;

/// What the containers of a running pod may use of CPU and memory, and how they take to a change.
public final class ResizePart implements PartRules {
    static final List<String> LISTS = List.of("containers", "initContainers");
    private static final FieldPath SPEC = FieldPath.of("spec");

    private final Privileged privileged;

    public ResizePart(Privileged privileged) {
        this.privileged = privileged;
    }

    /// Containers that are others than before are left as they are, to be refused.
    @Override
    public void confine(ObjectNode updated, ObjectNode stored) {
        JsonNode now = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        boolean isAsMany =
                LISTS.stream()
                        .allMatch(
                                list ->
                                        Fields.at(now, list).size()
                                                == Fields.at(before, list).size());
        if (!isAsMany) {
            return;
        }
        ObjectNode spec = stored.withObjectProperty("spec").deepCopy();
        PodChangeRules.restore(spec, now, "resources");
        for (String list : LISTS) {
            if (Fields.has(now, list)) {
                spec.set(list, resized(Fields.at(now, list), Fields.at(before, list)));
            }
        }
        updated.set("spec", spec);
    }

    private static JsonNode resized(JsonNode now, JsonNode before) {
        ArrayNode resized = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < now.size(); i++) {
            if (!Fields.text(now.get(i), "name").equals(Fields.text(before.get(i), "name"))) {
                return now;
            }
            ObjectNode container = before.get(i).deepCopy();
            PodChangeRules.restore(container, now.get(i), "resources");
            PodChangeRules.restore(container, now.get(i), "resizePolicy");
            resized.add(container);
        }
        return resized;
    }

    @Override
    public List<FieldError> validate(ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors = new ArrayList<>(0);
        JsonNode spec = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        if (PodAnnotationRules.isMirror(stored)) {
            errors.add(FieldError.forbidden(PodRules.NO_FIELD, "static pods cannot be resized"));
            return errors;
        }
        if (Fields.text(before, "os", "name").equals("windows")) {
            errors.add(FieldError.forbidden(PodRules.NO_FIELD, "windows pods cannot be resized"));
            return errors;
        }
        MetadataRules.change(updated, stored, errors);
        PodRules.metadataAndSpec(updated, privileged, errors);
        String served = Fields.text(stored, "status", "qosClass");
        if (!(served.isEmpty() ? QosClass.of(before) : served).equals(QosClass.of(spec))) {
            errors.add(
                    FieldError.invalid(
                            SPEC, served, "Pod QOS Class may not change as a result of resizing"));
        }
        if (!nodeResizes(stored)) {
            errors.add(
                    FieldError.forbidden(SPEC, "Pod running on node without support for resize"));
        }
        ResizeRules.check(spec, before, errors);
        return errors;
    }

    /// A node that knows of resizing reports what running containers have.
    private static boolean nodeResizes(JsonNode pod) {
        for (JsonNode status : Fields.at(pod, "status", "containerStatuses")) {
            if (Fields.has(Fields.at(status, "state"), "running")) {
                return Fields.has(status, "resources");
            }
        }
        return true;
    }
}
