package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What Services say when they don't.
public final class ServiceDefaults {
    private static final int AFFINITY_SECONDS = 10_800;
    private static final List<String> INTERNAL_TYPES =
            List.of(ServiceSpec.CLUSTER_IP, ServiceSpec.NODE_PORT, ServiceSpec.LOAD_BALANCER);

    private ServiceDefaults() {}

    public static void apply(ObjectNode service) {
        ObjectNode node = Fields.child(service, "spec");
        affinity(node);
        Fields.defaultText(node, "type", ServiceSpec.CLUSTER_IP);
        for (JsonNode port : Fields.at(node, "ports")) {
            if (port instanceof ObjectNode object) {
                port(object);
            }
        }
        ServiceSpec spec = new ServiceSpec(node);
        if (spec.isExternallyAccessible()) {
            Fields.defaultText(node, "externalTrafficPolicy", "Cluster");
        }
        if (INTERNAL_TYPES.contains(spec.type())) {
            Fields.defaultText(node, "internalTrafficPolicy", "Cluster");
        }
        if (spec.isLoadBalancer()) {
            loadBalancer(service, node);
        }
    }

    private static void affinity(ObjectNode spec) {
        Fields.defaultText(spec, "sessionAffinity", "None");
        String affinity = Fields.text(spec, "sessionAffinity");
        if (affinity.equals("None")) {
            spec.remove("sessionAffinityConfig");
        }
        JsonNode client = Fields.at(spec, "sessionAffinityConfig", "clientIP");
        if (affinity.equals("ClientIP") && !Fields.has(client, "timeoutSeconds")) {
            ObjectNode config = spec.putObject("sessionAffinityConfig");
            config.putObject("clientIP").put("timeoutSeconds", AFFINITY_SECONDS);
        }
    }

    private static void port(ObjectNode port) {
        Fields.defaultText(port, "protocol", "TCP");
        JsonNode target = Fields.at(port, "targetPort");
        boolean isSet = target.isTextual() ? !target.textValue().isEmpty() : target.asInt(0) != 0;
        if (!isSet) {
            port.put("targetPort", Fields.number(port, "port"));
        }
    }

    private static void loadBalancer(ObjectNode service, ObjectNode spec) {
        if (!Fields.has(spec, "allocateLoadBalancerNodePorts")) {
            spec.put("allocateLoadBalancerNodePorts", true);
        }
        for (JsonNode point : Fields.at(service, "status", "loadBalancer", "ingress")) {
            if (point instanceof ObjectNode object && !Fields.text(point, "ip").isEmpty()) {
                Fields.defaultText(object, "ipMode", "VIP");
            }
        }
    }
}
