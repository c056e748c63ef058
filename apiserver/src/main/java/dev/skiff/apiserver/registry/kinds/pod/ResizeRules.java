package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Map;

/// What may change in a pod's spec when it is resized: amounts of CPU and memory that were named
/// before, or come anew; none may go.
final class ResizeRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> RESIZABLE = List.of("cpu", "memory");
    private static final List<String> AMOUNTS = List.of("requests", "limits");

    private ResizeRules() {}

    static void check(JsonNode now, JsonNode before, List<FieldError> errors) {
        ofPod(now, before, errors);
        if (!sameContainers(now, before, errors)) {
            return;
        }
        for (String list : List.of("initContainers", "containers")) {
            for (ContainerAt container : ContainerAt.all(now, list, SPEC)) {
                JsonNode old = old(container, now, before, list);
                nothingRemoved(
                        Fields.at(container.node(), "resources"),
                        Fields.at(old, "resources"),
                        container.path().child("resources"),
                        "resource",
                        errors);
            }
        }
        for (ContainerAt container : ContainerAt.all(now, "containers", SPEC)) {
            if (!isSameBut(container.node(), old(container, now, before, "containers"))) {
                errors.add(FieldError.forbidden(SPEC, "only cpu and memory resources are mutable"));
            }
        }
        for (ContainerAt container : ContainerAt.all(now, "initContainers", SPEC)) {
            init(container, old(container, now, before, "initContainers"), errors);
        }
    }

    private static JsonNode old(ContainerAt container, JsonNode now, JsonNode before, String list) {
        JsonNode containers = Fields.at(now, list);
        for (int i = 0; i < containers.size(); i++) {
            if (containers.get(i) == container.node()) {
                return Fields.at(before, list).path(i);
            }
        }
        throw new IllegalStateException("no container " + container.name() + " in " + list);
    }

    private static void init(ContainerAt container, JsonNode old, List<FieldError> errors) {
        if (!isSameBut(container.node(), old)) {
            errors.add(
                    FieldError.forbidden(
                            container.path(),
                            "only cpu and memory resources for init or sidecar containers are"
                                    + " mutable"));
        }
        boolean restarts = false;
        for (JsonNode policy : Fields.at(old, "resizePolicy")) {
            restarts |= Fields.text(policy, "restartPolicy").equals("RestartContainer");
        }
        boolean isChanged = !InternalForm.areAlike(container.node(), old);
        if (isChanged && restarts && !ContainerRules.isSidecar(container.node())) {
            errors.add(
                    FieldError.forbidden(
                            container.path(),
                            "non-sidecar init containers with a resize policy of"
                                    + " RestartContainer cannot be resized"));
        }
    }

    private static void ofPod(JsonNode now, JsonNode before, List<FieldError> errors) {
        JsonNode resources = Fields.at(now, "resources");
        JsonNode old = Fields.at(before, "resources");
        if (!isSet(resources) && !isSet(old)) {
            return;
        }
        FieldPath path = SPEC.child("resources");
        if (old.isObject() && !resources.isObject()) {
            errors.add(FieldError.forbidden(path, "pod-level resources cannot be removed"));
            return;
        }
        nothingRemoved(resources, old, path, "pod-level resource", errors);
        if (!InternalForm.areAlike(others(resources), others(old))) {
            errors.add(
                    FieldError.forbidden(
                            SPEC, "only cpu and memory resources are mutable at pod-level"));
        }
    }

    private static boolean isSet(JsonNode resources) {
        return AMOUNTS.stream().anyMatch(amounts -> !Fields.at(resources, amounts).isEmpty());
    }

    private static boolean sameContainers(JsonNode now, JsonNode before, List<FieldError> errors) {
        int found = errors.size();
        for (String list : ResizePart.LISTS) {
            JsonNode old = Fields.at(before, list);
            if (old.size() != Fields.at(now, list).size()) {
                errors.add(
                        FieldError.forbidden(
                                SPEC.child(list), list + " may not be added or removed on resize"));
                continue;
            }
            int i = 0;
            for (ContainerAt container : ContainerAt.all(now, list, SPEC)) {
                if (!container.name().equals(Fields.text(old.get(i++), "name"))) {
                    errors.add(
                            FieldError.forbidden(
                                    container.path().child("name"),
                                    list + " may not be renamed or reordered on resize"));
                }
            }
        }
        return errors.size() == found;
    }

    private static void nothingRemoved(
            JsonNode now, JsonNode before, FieldPath path, String what, List<FieldError> errors) {
        for (String amounts : AMOUNTS) {
            for (Map.Entry<String, JsonNode> old : Fields.entries(Fields.at(before, amounts))) {
                if (!Fields.has(Fields.at(now, amounts), old.getKey())) {
                    errors.add(
                            FieldError.forbidden(
                                    path.child(amounts),
                                    what + " " + amounts + " cannot be removed"));
                    break;
                }
            }
        }
    }

    /// Whether nothing but CPU and memory is different.
    private static boolean isSameBut(JsonNode container, JsonNode old) {
        return InternalForm.areAlike(withOthers(container), withOthers(old));
    }

    private static JsonNode withOthers(JsonNode container) {
        ObjectNode copy = container.deepCopy();
        copy.set("resources", others(Fields.at(container, "resources")));
        return copy;
    }

    /// The resources without the amounts that may change; amounts that are none count as absent.
    private static JsonNode others(JsonNode resources) {
        ObjectNode others =
                resources.isObject() ? resources.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (String amounts : AMOUNTS) {
            if (others.get(amounts) instanceof ObjectNode map) {
                map.remove(RESIZABLE);
                if (map.isEmpty()) {
                    others.remove(amounts);
                }
            }
        }
        return others;
    }
}
