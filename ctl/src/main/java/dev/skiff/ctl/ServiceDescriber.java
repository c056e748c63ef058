package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Service and where it leads.
final class ServiceDescriber implements Describer {
    @Override
    public void describe(ObjectNode service, TabText text, Session session) {
        JsonNode spec = service.path("spec");
        Describer.head(service, text);
        Describer.labelsAndAnnotations(service, text);
        String selector = PodsOf.selector(spec.path("selector"));
        text.line(0, "Selector:", selector.isEmpty() ? "<none>" : selector);
        text.line(0, "Type:", spec.path("type").asText());
        text.line(0, "IP Family Policy:", Describer.orNone(spec.path("ipFamilyPolicy")));
        text.line(0, "IP:", Describer.orNone(spec.path("clusterIP")));
        JsonNode slices = slices(service, session);
        for (JsonNode port : spec.path("ports")) {
            String name = port.path("name").asText("<unset>");
            String protocol = "/" + port.path("protocol").asText();
            text.line(0, "Port:", name, port.path("port").asText() + protocol);
            text.line(0, "TargetPort:", port.path("targetPort").asText() + protocol);
            if (port.has("nodePort")) {
                text.line(0, "NodePort:", name, port.path("nodePort").asText() + protocol);
            }
            text.line(0, "Endpoints:", endpoints(slices, port.path("name").asText()));
        }
        text.line(0, "Session Affinity:", spec.path("sessionAffinity").asText());
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
        return String.join(",", addresses);
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
