package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;

/// Ports of a pod that get in each other's way.
final class PortWarnings {
    private PortWarnings() {}

    private record Port(String number, String hostIp, long hostPort, FieldPath path) {
        static Port of(JsonNode port, FieldPath path) {
            return new Port(
                    Fields.number(port, "containerPort") + "/" + Fields.text(port, "protocol"),
                    Fields.text(port, "hostIP"),
                    Fields.number(port, "hostPort"),
                    path);
        }
    }

    static void add(JsonNode spec, FieldPath specPath, List<String> warnings) {
        List<Port> seen = new ArrayList<>(0);
        for (ContainerAt container : ContainerAt.everywhere(spec, specPath)) {
            int i = 0;
            for (JsonNode node : Fields.at(container.node(), "ports")) {
                Port port = Port.of(node, container.path().child("ports").index(i++));
                withoutHostPort(node, port, warnings);
                for (Port other : seen) {
                    compare(port, other, warnings);
                }
                seen.add(port);
            }
        }
    }

    private static void withoutHostPort(JsonNode node, Port port, List<String> warnings) {
        if (!port.hostIp().isEmpty() && port.hostPort() == 0) {
            warnings.add(
                    "%s: hostIP set without hostPort: {Name:%s HostPort:0 ContainerPort:%d Protocol:%s HostIP:%s}"
                            .formatted(
                                    port.path(),
                                    Fields.text(node, "name"),
                                    Fields.number(node, "containerPort"),
                                    Fields.text(node, "protocol"),
                                    port.hostIp()));
        }
    }

    private static void compare(Port port, Port other, List<String> warnings) {
        if (!port.number().equals(other.number())) {
            return;
        }
        String what = "";
        if (port.hostIp().equals(other.hostIp()) && port.hostPort() == other.hostPort()) {
            what = "duplicate";
        } else if (port.hostPort() == 0 || other.hostPort() == 0) {
            what = "overlapping";
        } else if (port.hostPort() == other.hostPort()
                && port.hostIp().isEmpty() != other.hostIp().isEmpty()) {
            what = "dangerously ambiguous";
        }
        if (!what.isEmpty()) {
            warnings.add(
                    "%s: %s port definition with %s".formatted(port.path(), what, other.path()));
        }
    }
}
