package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;

/// What a container was given, as its status repeats it: resources and mounts.
final class ContainerGrants {
    private ContainerGrants() {}

    static void put(Container container, ObjectNode status) {
        JsonNode resources =
                container.getResources() == null
                        ? Json.object()
                        : Json.mapper().valueToTree(container.getResources());
        if (!resources.path("requests").isEmpty()) {
            status.set("allocatedResources", resources.path("requests"));
        }
        status.set("resources", resources);
        if (!container.getVolumeMounts().isEmpty()) {
            ArrayNode mounts = status.putArray("volumeMounts");
            container.getVolumeMounts().forEach(mount -> put(mount, mounts.addObject()));
        }
    }

    private static void put(VolumeMount mount, ObjectNode status) {
        status.put("name", mount.getName()).put("mountPath", mount.getMountPath());
        if (Boolean.TRUE.equals(mount.getReadOnly())) {
            status.put("readOnly", true).put("recursiveReadOnly", "Disabled");
        }
    }
}
