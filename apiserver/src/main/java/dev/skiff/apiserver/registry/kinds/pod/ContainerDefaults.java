package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// What the server fills in on containers.
final class ContainerDefaults {
    private ContainerDefaults() {}

    static void apply(ObjectNode container) {
        Fields.defaultText(
                container,
                "imagePullPolicy",
                ImageReference.pullPolicy(Fields.text(container, "image")));
        Fields.defaultText(container, "terminationMessagePath", "/dev/termination-log");
        Fields.defaultText(container, "terminationMessagePolicy", "File");
        Fields.child(container, "resources");
        for (JsonNode port : Fields.at(container, "ports")) {
            Fields.defaultText((ObjectNode) port, "protocol", "TCP");
        }
        for (JsonNode variable : Fields.at(container, "env")) {
            fieldRef(Fields.at(variable, "valueFrom", "fieldRef"));
            optional(Fields.at(variable, "valueFrom", "fileKeyRef"));
        }
        for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(name) instanceof ObjectNode probe) {
                probe(probe);
            }
        }
        for (String hook : List.of("postStart", "preStop")) {
            httpGet(Fields.at(container, "lifecycle", hook, "httpGet"));
        }
    }

    static void fieldRef(JsonNode reference) {
        if (reference instanceof ObjectNode node) {
            Fields.defaultText(node, "apiVersion", "v1");
        }
    }

    private static void optional(JsonNode reference) {
        if (reference instanceof ObjectNode node && !Fields.has(node, "optional")) {
            node.put("optional", false);
        }
    }

    private static void probe(ObjectNode probe) {
        number(probe, "timeoutSeconds", 1);
        number(probe, "periodSeconds", 10);
        number(probe, "successThreshold", 1);
        number(probe, "failureThreshold", 3);
        httpGet(Fields.at(probe, "httpGet"));
        if (probe.get("grpc") instanceof ObjectNode grpc && !Fields.has(grpc, "service")) {
            grpc.put("service", "");
        }
    }

    private static void number(ObjectNode probe, String field, int value) {
        if (Fields.number(probe, field) == 0) {
            probe.put(field, value);
        }
    }

    private static void httpGet(JsonNode action) {
        if (action instanceof ObjectNode node) {
            Fields.defaultText(node, "path", "/");
            Fields.defaultText(node, "scheme", "HTTP");
        }
    }
}
