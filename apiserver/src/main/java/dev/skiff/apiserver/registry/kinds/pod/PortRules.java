package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Ports of containers.
final class PortRules {
    static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private PortRules() {}

    static void check(JsonNode ports, FieldPath path, List<FieldError> errors) {
        Set<String> names = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode port : ports) {
            checkOne(port, names, path.index(i++), errors);
        }
    }

    private static void checkOne(
            JsonNode port, Set<String> names, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(port, "name");
        if (!name.isEmpty()) {
            List<String> wrong = TextRules.portName(name);
            FieldChecks.invalid(path.child("name"), name, wrong, errors);
            if (wrong.isEmpty() && !names.add(name)) {
                errors.add(FieldError.duplicate(path.child("name"), name));
            }
        }
        long containerPort = Fields.number(port, "containerPort");
        if (containerPort == 0) {
            errors.add(FieldError.required(path.child("containerPort"), ""));
        } else {
            FieldChecks.invalid(
                    path.child("containerPort"),
                    containerPort,
                    TextRules.portNumber(containerPort),
                    errors);
        }
        long hostPort = Fields.number(port, "hostPort");
        if (hostPort != 0) {
            FieldChecks.invalid(
                    path.child("hostPort"), hostPort, TextRules.portNumber(hostPort), errors);
        }
        FieldChecks.requiredOneOf(port, "protocol", PROTOCOLS, path, errors);
    }

    /// No two of these containers may ask for the same port of the node.
    static void hostPortConflicts(List<ContainerAt> containers, List<FieldError> errors) {
        List<String> taken = new ArrayList<>(0);
        for (ContainerAt container : containers) {
            int i = 0;
            for (JsonNode port : Fields.at(container.node(), "ports")) {
                FieldPath path = container.path().child("ports").index(i++).child("hostPort");
                long hostPort = Fields.number(port, "hostPort");
                if (hostPort == 0) {
                    continue;
                }
                String place =
                        "%s/%s/%d"
                                .formatted(
                                        Fields.text(port, "protocol"),
                                        Fields.text(port, "hostIP"),
                                        hostPort);
                if (taken.contains(place)) {
                    errors.add(FieldError.duplicate(path, place));
                } else {
                    taken.add(place);
                }
            }
        }
    }

    /// A pod in the node's network has its ports there, under the same numbers.
    static void hostNetwork(
            JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        if (!Fields.isTrue(spec, "hostNetwork")) {
            return;
        }
        for (ContainerAt container : ContainerAt.all(spec, "containers", path)) {
            int i = 0;
            for (JsonNode port : Fields.at(container.node(), "ports")) {
                FieldPath portPath = container.path().child("ports").index(i++);
                long hostPort = Fields.number(port, "hostPort");
                boolean mustMatch = pod.isPod() || hostPort != 0;
                if (mustMatch && hostPort != Fields.number(port, "containerPort")) {
                    errors.add(
                            FieldError.invalid(
                                    portPath.child("hostPort"),
                                    hostPort,
                                    "must match `containerPort` when `hostNetwork` is true"));
                }
            }
        }
    }
}
