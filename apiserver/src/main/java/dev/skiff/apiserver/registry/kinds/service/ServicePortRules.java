package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// `spec.ports` of Services.
final class ServicePortRules {
    private static final FieldPath PORTS = FieldPath.of("spec", "ports");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private ServicePortRules() {}

    static void check(JsonNode ports, List<FieldError> errors) {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            name(ports.get(i), ports.size() > 1, names, PORTS.index(i), errors);
            port(ports.get(i), PORTS.index(i), errors);
        }
    }

    private static void name(
            JsonNode port,
            boolean isRequired,
            TreeSet<String> names,
            FieldPath path,
            List<FieldError> errors) {
        String name = Fields.text(port, "name");
        if (name.isEmpty()) {
            if (isRequired) {
                errors.add(FieldError.required(path.child("name"), ""));
            }
            return;
        }
        FieldChecks.invalid(path.child("name"), name, TextRules.dnsLabel(name), errors);
        if (!names.add(name)) {
            errors.add(FieldError.duplicate(path.child("name"), name));
        }
    }

    private static void port(JsonNode port, FieldPath path, List<FieldError> errors) {
        long number = Fields.number(port, "port");
        FieldChecks.invalid(path.child("port"), number, TextRules.portNumber(number), errors);
        FieldChecks.requiredOneOf(port, "protocol", PROTOCOLS, path, errors);
        FieldChecks.portNumberOrName(
                Fields.at(port, "targetPort"), path.child("targetPort"), errors);
        if (Fields.has(port, "appProtocol")) {
            String protocol = Fields.text(port, "appProtocol");
            FieldChecks.invalid(
                    path.child("appProtocol"), protocol, TextRules.qualifiedName(protocol), errors);
        }
    }

    /// Nodes listen only for Services that say so.
    static void noNodePorts(JsonNode ports, List<FieldError> errors) {
        for (int i = 0; i < ports.size(); i++) {
            if (Fields.number(ports.get(i), "nodePort") != 0) {
                errors.add(
                        FieldError.forbidden(
                                PORTS.index(i).child("nodePort"),
                                "may not be used when `type` is 'ClusterIP'"));
            }
        }
    }

    static void duplicates(JsonNode ports, List<FieldError> errors) {
        List<String> nodePorts = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            long nodePort = Fields.number(ports.get(i), "nodePort");
            String key = Fields.text(ports.get(i), "protocol") + nodePort;
            if (nodePort != 0 && nodePorts.contains(key)) {
                errors.add(
                        FieldError.duplicate(
                                PORTS.index(i).child("nodePort"),
                                Fields.at(ports.get(i), "nodePort")));
            }
            nodePorts.add(key);
        }
        List<ObjectNode> keys = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode key = key(ports.get(i));
            if (keys.contains(key)) {
                errors.add(FieldError.duplicate(PORTS.index(i), key));
            }
            keys.add(key);
        }
    }

    /// What of a port has to be its own, as upstream prints it.
    private static ObjectNode key(JsonNode port) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.put("Name", "").put("Protocol", Fields.text(port, "protocol"));
        key.putNull("AppProtocol").put("Port", Fields.number(port, "port"));
        return key.put("TargetPort", 0).put("NodePort", 0);
    }
}
