package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Service and where it leads.
final class ServiceDescriber implements Describer {
    private static final int MOST_ENDPOINTS = 3;

    @Override
    public void describe(ObjectNode service, TabText text, Session session) {
        JsonNode spec = service.path("spec");
        Describer.head(service, text);
        Describer.labelsAndAnnotations(service, text);
        text.line(0, "Selector:", Describer.orNone(PodsOf.selector(spec.path("selector"))));
        text.line(0, "Type:", spec.path("type").asText());
        addresses(spec, text);
        ports(service, text, session);
        text.line(0, "Session Affinity:", spec.path("sessionAffinity").asText());
        present(text, "External Traffic Policy:", spec.path("externalTrafficPolicy"));
        present(text, "Internal Traffic Policy:", spec.path("internalTrafficPolicy"));
        present(text, "Traffic Distribution:", spec.path("trafficDistribution"));
    }

    private static void addresses(JsonNode spec, TabText text) {
        present(text, "IP Family Policy:", spec.path("ipFamilyPolicy"));
        text.line(0, "IP Families:", joined(spec.path("ipFamilies")));
        text.line(0, "IP:", spec.path("clusterIP").asText());
        text.line(0, "IPs:", joined(spec.path("clusterIPs")));
        if (!spec.path("externalIPs").isEmpty()) {
            text.line(0, "External IPs:", joined(spec.path("externalIPs")));
        }
        present(text, "Desired LoadBalancer IP:", spec.path("loadBalancerIP"));
        present(text, "External Name:", spec.path("externalName"));
    }

    private static void ports(ObjectNode service, TabText text, Session session) {
        JsonNode slices = slices(service, session);
        for (JsonNode port : service.path("spec").path("ports")) {
            String name = port.path("name").asText("<unset>");
            String protocol = "/" + port.path("protocol").asText();
            text.line(0, "Port:", name, port.path("port").asText() + protocol);
            text.line(0, "TargetPort:", port.path("targetPort").asText() + protocol);
            if (port.path("nodePort").asInt() != 0) {
                text.line(0, "NodePort:", name, port.path("nodePort").asText() + protocol);
            }
            text.line(0, "Endpoints:", endpoints(slices, port.path("name").asText()));
        }
    }

    private static void present(TabText text, String title, JsonNode value) {
        if (!value.asText().isEmpty()) {
            text.line(0, title, value.asText());
        }
    }

    private static String joined(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return Describer.orNone(String.join(",", texts));
    }

    private static JsonNode slices(ObjectNode service, Session session) {
        String namespace = service.path("metadata").path("namespace").asText();
        return session.get(
                        "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                        Map.of(
                                "labelSelector",
                                "kubernetes.io/service-name=" + Manifest.nameOf(service)))
                .path("items");
    }

    private static String endpoints(JsonNode slices, String portName) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode slice : slices) {
            for (JsonNode port : slice.path("ports")) {
                if (port.path("name").asText().equals(portName)) {
                    addReady(slice.path("endpoints"), port.path("port").asText(), addresses);
                }
            }
        }
        int more = addresses.size() - MOST_ENDPOINTS;
        String shown = String.join(",", addresses.subList(0, addresses.size() - Math.max(0, more)));
        return more > 0 ? shown + " + " + more + " more..." : Describer.orNone(shown);
    }

    private static void addReady(JsonNode endpoints, String port, List<String> addresses) {
        for (JsonNode endpoint : endpoints) {
            if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                endpoint.path("addresses")
                        .forEach(address -> addresses.add(address.asText() + ":" + port));
            }
        }
    }
}
