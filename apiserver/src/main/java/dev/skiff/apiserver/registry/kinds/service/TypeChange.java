package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.TreeSet;

/// What a Service loses when its new type has no use for it: only what the client did not change in
/// the same breath, so that a mistake is still told.
public final class TypeChange {
    private TypeChange() {}

    public static void apply(ObjectNode updated, JsonNode stored) {
        ObjectNode node = Fields.child(updated, "spec");
        ServiceSpec now = new ServiceSpec(node);
        ServiceSpec before = ServiceSpec.of(stored);
        if (!before.isExternalName() && now.isExternalName()) {
            if (isSame(now, before, "clusterIP") && isSame(now, before, "clusterIPs")) {
                node.remove(List.of("clusterIP", "clusterIPs"));
            }
            dropSame(node, before, "ipFamilies");
            dropSame(node, before, "ipFamilyPolicy");
            dropSame(node, before, "internalTrafficPolicy");
        }
        if (before.needsNodePorts() && !now.needsNodePorts() && addsNoNodePort(now, before)) {
            for (JsonNode port : now.ports()) {
                ((ObjectNode) port).remove("nodePort");
            }
        }
        if (before.needsHealthPort() && !now.needsHealthPort()) {
            dropSame(node, before, "healthCheckNodePort");
        }
        if (before.isLoadBalancer() && !now.isLoadBalancer()) {
            dropSame(node, before, "allocateLoadBalancerNodePorts");
            dropSame(node, before, "loadBalancerClass");
        }
        if (before.isExternallyAccessible() && !now.isExternallyAccessible()) {
            dropSame(node, before, "externalTrafficPolicy");
        }
        if (!now.isLoadBalancer() && updated.get("status") instanceof ObjectNode status) {
            status.putObject("loadBalancer");
        }
    }

    private static void dropSame(ObjectNode node, ServiceSpec before, String field) {
        if (isSame(new ServiceSpec(node), before, field)) {
            node.remove(field);
        }
    }

    private static boolean isSame(ServiceSpec now, ServiceSpec before, String field) {
        return FieldChecks.same(Fields.at(now.node(), field), Fields.at(before.node(), field));
    }

    private static boolean addsNoNodePort(ServiceSpec now, ServiceSpec before) {
        return nodePorts(before).containsAll(nodePorts(now));
    }

    private static TreeSet<Long> nodePorts(ServiceSpec spec) {
        TreeSet<Long> ports = new TreeSet<>();
        for (JsonNode port : spec.ports()) {
            ports.add(Fields.number(port, "nodePort"));
        }
        ports.remove(0L);
        return ports;
    }
}
