package dev.skiff.apiserver.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a Service has to itself, and what it still wants.
final class ServiceItems {
    static final String IP = "ip/";
    static final String PORT = "port/";

    private static final String HEADLESS = "None";

    private ServiceItems() {}

    /// Names one Service for all time: namespace, name and uid.
    static String owner(JsonNode service) {
        JsonNode metadata = service.path("metadata");
        return String.join(
                "/",
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                metadata.path("uid").asText());
    }

    /// What it has, as the items of [Claims].
    static Set<String> of(JsonNode service) {
        Set<String> items = new LinkedHashSet<>();
        address(service).ifPresent(ip -> items.add(IP + ip));
        for (JsonNode port : service.path("spec").path("ports")) {
            if (port.path("nodePort").asInt() > 0) {
                items.add(PORT + port.path("nodePort").asInt());
            }
        }
        int healthCheck = service.path("spec").path("healthCheckNodePort").asInt();
        if (healthCheck > 0) {
            items.add(PORT + healthCheck);
        }
        return items;
    }

    static Optional<String> address(JsonNode service) {
        String ip = service.path("spec").path("clusterIP").asText("");
        return ip.isEmpty() || ip.equals(HEADLESS) ? Optional.empty() : Optional.of(ip);
    }

    static boolean wantsAddress(JsonNode service) {
        return !type(service).equals("ExternalName")
                && service.path("spec").path("clusterIP").asText("").isEmpty();
    }

    static boolean wantsNodePorts(JsonNode service) {
        JsonNode spec = service.path("spec");
        return switch (type(service)) {
            case "NodePort" -> true;
            case "LoadBalancer" -> spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
            default -> false;
        };
    }

    static boolean wantsHealthCheckPort(JsonNode service) {
        JsonNode spec = service.path("spec");
        return type(service).equals("LoadBalancer")
                && spec.path("externalTrafficPolicy").asText().equals("Local")
                && spec.path("healthCheckNodePort").asInt() == 0;
    }

    private static String type(JsonNode service) {
        return service.path("spec").path("type").asText("ClusterIP");
    }
}
