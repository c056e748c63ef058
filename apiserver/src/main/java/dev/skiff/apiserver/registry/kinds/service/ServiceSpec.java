package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What a Service's `spec` says about itself.
record ServiceSpec(JsonNode node) {
    static final String CLUSTER_IP = "ClusterIP";
    static final String EXTERNAL_NAME = "ExternalName";
    static final String LOAD_BALANCER = "LoadBalancer";
    static final String NODE_PORT = "NodePort";
    static final String HEADLESS = "None";
    static final String IPV4 = "IPv4";
    static final String IPV6 = "IPv6";
    static final String SINGLE_STACK = "SingleStack";
    static final String REQUIRE_DUAL_STACK = "RequireDualStack";

    static ServiceSpec of(JsonNode service) {
        return new ServiceSpec(Fields.at(service, "spec"));
    }

    String type() {
        return Fields.text(node, "type");
    }

    boolean isLoadBalancer() {
        return type().equals(LOAD_BALANCER);
    }

    boolean isExternalName() {
        return type().equals(EXTERNAL_NAME);
    }

    JsonNode ports() {
        return Fields.at(node, "ports");
    }

    String clusterIp() {
        return Fields.text(node, "clusterIP");
    }

    List<String> clusterIps() {
        return Fields.texts(Fields.at(node, "clusterIPs"));
    }

    List<String> families() {
        return Fields.texts(Fields.at(node, "ipFamilies"));
    }

    String familyPolicy() {
        return Fields.text(node, "ipFamilyPolicy");
    }

    boolean isHeadless() {
        return clusterIps().equals(List.of(HEADLESS));
    }

    boolean needsNodePorts() {
        return type().equals(NODE_PORT) || isLoadBalancer();
    }

    /// Whether load balancers have to be told on which nodes it runs.
    boolean needsHealthPort() {
        return isLoadBalancer() && Fields.text(node, "externalTrafficPolicy").equals("Local");
    }

    boolean isExternallyAccessible() {
        boolean hasExternalIps = !Fields.at(node, "externalIPs").isEmpty();
        return needsNodePorts() || (type().equals(CLUSTER_IP) && hasExternalIps);
    }
}
