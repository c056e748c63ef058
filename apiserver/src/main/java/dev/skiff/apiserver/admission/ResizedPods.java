package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.StatusCause;
import java.util.ArrayList;
import java.util.List;

/// A pod on a node grows no larger than the node is, and only where the node can resize it at all.
final class ResizedPods implements AdmissionPlugin {
    private final ClusterState cluster;

    ResizedPods(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {}

    @Override
    public void check(AdmissionRequest request) {
        boolean isResize =
                request.kind().equals(Kinds.POD) && request.subresource().equals("resize");
        String nodeName = Fields.text(request.object(), "spec", "nodeName");
        boolean isSame =
                request.stored()
                        .filter(old -> generation(old) == generation(request.object()))
                        .isPresent();
        if (!isResize || nodeName.isEmpty() || isSame) {
            return;
        }
        StoredObject node =
                cluster.find(Kinds.NODE, "", nodeName)
                        .orElseThrow(
                                () ->
                                        request.forbidden(
                                                "node \"%s\" not found".formatted(nodeName)));
        requireLinux(request, nodeName, node.tree());
        requireRoom(request, Fields.at(node.tree(), "status", "allocatable"));
    }

    private static long generation(JsonNode object) {
        return Fields.number(Fields.at(object, "metadata"), "generation");
    }

    private static void requireLinux(AdmissionRequest request, String name, JsonNode node) {
        String system = Fields.text(node, "metadata", "labels", "kubernetes.io/os");
        boolean isNamed = Fields.has(Fields.at(node, "metadata", "labels"), "kubernetes.io/os");
        if (isNamed && !system.equals("linux")) {
            throw refusal(
                    request,
                    "pod resize is only supported on linux nodes, node \"%s\" is \"%s\""
                            .formatted(name, system),
                    "UnsupportedPlatform");
        }
    }

    private static void requireRoom(AdmissionRequest request, JsonNode allocatable) {
        JsonNode spec = Fields.at(request.object(), "spec");
        List<String> lacking = new ArrayList<>();
        Quantity cpu = RequestedResources.of(spec, "cpu");
        Quantity cpuRoom = RequestedResources.amount(allocatable, "cpu");
        if (cpu.compareTo(cpuRoom) > 0) {
            lacking.add(
                    "cpu, requested: %d, allocatable: %d"
                            .formatted(cpu.millis(), cpuRoom.millis()));
        }
        Quantity memory = RequestedResources.of(spec, "memory");
        Quantity memoryRoom = RequestedResources.amount(allocatable, "memory");
        if (memory.compareTo(memoryRoom) > 0) {
            lacking.add(
                    "memory, requested: %d, allocatable: %d"
                            .formatted(memory.units(), memoryRoom.units()));
        }
        if (!lacking.isEmpty()) {
            throw refusal(
                    request,
                    "node didn't have enough allocatable resources: " + String.join("; ", lacking),
                    "NodeCapacity");
        }
    }

    private static ApiException refusal(AdmissionRequest request, String why, String reason) {
        return new ApiException(
                request.forbidden(why)
                        .status()
                        .withCauses(List.of(new StatusCause(reason, "", ""))));
    }
}
