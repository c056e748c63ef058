package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/// A pod, container by container.
final class PodDescriber implements Describer {
    @Override
    public void describe(ObjectNode pod, TabText text, Session session) {
        JsonNode spec = pod.path("spec");
        JsonNode status = pod.path("status");
        Describer.head(pod, text);
        placement(spec, status, text);
        Describer.labelsAndAnnotations(pod, text);
        status(pod, text, session);
        addresses(status, text);
        Describer.controlledBy(pod, text);
        ContainerText containers = new ContainerText(text, "");
        if (!spec.path("initContainers").isEmpty()) {
            containers.write(
                    "Init Containers",
                    spec.path("initContainers"),
                    status.path("initContainerStatuses"));
        }
        containers.write("Containers", spec.path("containers"), status.path("containerStatuses"));
        conditions(status.path("conditions"), text);
        new VolumeText(text, "").write(spec.path("volumes"));
        text.line(0, "QoS Class:", status.path("qosClass").asText("BestEffort"));
        Describer.labels(text, "Node-Selectors:", spec.path("nodeSelector"));
        TolerationText.write(text, "Tolerations:", spec.path("tolerations"));
    }

    private static void placement(JsonNode spec, JsonNode status, TabText text) {
        if (spec.has("priority")) {
            text.line(0, "Priority:", spec.path("priority").asText());
        }
        if (spec.has("priorityClassName")) {
            text.line(0, "Priority Class Name:", spec.path("priorityClassName").asText());
        }
        if (spec.has("serviceAccountName")) {
            text.line(0, "Service Account:", spec.path("serviceAccountName").asText());
        }
        String node = spec.path("nodeName").asText();
        String host = "/" + status.path("hostIP").asText();
        text.line(0, "Node:", node.isEmpty() ? "<none>" : node + host);
        if (status.has("startTime")) {
            text.line(0, "Start Time:", text.time(status.path("startTime")));
        }
    }

    private static void status(ObjectNode pod, TabText text, Session session) {
        JsonNode metadata = pod.path("metadata");
        JsonNode status = pod.path("status");
        if (metadata.has("deletionTimestamp")) {
            Instant asked = Instant.parse(metadata.path("deletionTimestamp").asText());
            String lasts = Durations.age(Duration.between(asked, session.time().instant()));
            text.line(0, "Status:", "Terminating (lasts " + lasts + ")");
            text.line(
                    0,
                    "Termination Grace Period:",
                    metadata.path("deletionGracePeriodSeconds").asText() + "s");
        } else {
            text.line(0, "Status:", status.path("phase").asText());
        }
        if (status.has("reason")) {
            text.line(0, "Reason:", status.path("reason").asText());
        }
        if (status.has("message")) {
            text.line(0, "Message:", status.path("message").asText());
        }
    }

    private static void addresses(JsonNode status, TabText text) {
        text.line(0, "IP:", status.path("podIP").asText());
        if (status.path("podIPs").isEmpty()) {
            text.line(0, "IPs:", "<none>");
            return;
        }
        text.line(0, "IPs:");
        status.path("podIPs").forEach(address -> text.line(1, "IP:", address.path("ip").asText()));
    }

    private static void conditions(JsonNode conditions, TabText text) {
        if (conditions.isEmpty()) {
            return;
        }
        text.line(0, "Conditions:");
        text.line(1, "Type", "Status");
        for (JsonNode condition : conditions) {
            text.line(
                    1,
                    condition.path("type").asText() + " ",
                    condition.path("status").asText() + " ");
        }
    }
}
