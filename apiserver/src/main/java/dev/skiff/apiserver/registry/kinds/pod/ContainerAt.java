package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;

/// A container and where in the pod it stands.
record ContainerAt(JsonNode node, FieldPath path) {
    /// The containers of one list, in order.
    static List<ContainerAt> all(JsonNode spec, String list, FieldPath specPath) {
        JsonNode containers = Fields.at(spec, list);
        List<ContainerAt> found = new ArrayList<>(containers.size());
        FieldPath path = specPath.child(list);
        int i = 0;
        for (JsonNode container : containers) {
            found.add(new ContainerAt(container, path.index(i++)));
        }
        return found;
    }

    /// Every container, in the order upstream visits them: init containers first, ephemeral ones
    /// last.
    static List<ContainerAt> everywhere(JsonNode spec, FieldPath specPath) {
        List<ContainerAt> found = new ArrayList<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            found.addAll(all(spec, list, specPath));
        }
        return found;
    }

    String name() {
        return Fields.text(node, "name");
    }
}
