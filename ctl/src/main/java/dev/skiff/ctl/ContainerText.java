package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Containers, one after the other, with their state where they have one.
final class ContainerText {
    private final TabText text;
    private final String space;

    /// @param space in front of titles: two blanks within a pod template
    ContainerText(TabText text, String space) {
        this.text = text;
        this.space = space;
    }

    void write(String title, JsonNode containers, JsonNode statuses) {
        text.line(0, space + title + ":" + (containers.isEmpty() ? " <none>" : ""));
        for (JsonNode container : containers) {
            JsonNode status = statusOf(container.path("name").asText(), statuses);
            boolean hasStatus = !status.isMissingNode();
            text.line(1, (space.isEmpty() ? "" : " ") + container.path("name").asText() + ":");
            identity(container, status, hasStatus);
            words("Command:", container.path("command"));
            words("Args:", container.path("args"));
            if (hasStatus) {
                states(status);
            }
            quantities("Limits:", container.path("resources").path("limits"));
            quantities("Requests:", container.path("resources").path("requests"));
            probe("Liveness:", container.path("livenessProbe"));
            probe("Readiness:", container.path("readinessProbe"));
            probe("Startup:", container.path("startupProbe"));
            sources(container.path("envFrom"));
            new EnvironmentText(text).write(container.path("env"));
            mounts(container.path("volumeMounts"));
        }
    }

    private static JsonNode statusOf(String name, JsonNode statuses) {
        for (JsonNode status : statuses) {
            if (status.path("name").asText().equals(name)) {
                return status;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private void identity(JsonNode container, JsonNode status, boolean hasStatus) {
        if (hasStatus) {
            text.line(2, "Container ID:", status.path("containerID").asText());
        }
        text.line(2, "Image:", container.path("image").asText());
        if (hasStatus) {
            text.line(2, "Image ID:", status.path("imageID").asText());
        }
        List<String> ports = new ArrayList<>();
        List<String> hostPorts = new ArrayList<>();
        for (JsonNode port : container.path("ports")) {
            String protocol = "/" + port.path("protocol").asText();
            ports.add(port.path("containerPort").asInt() + protocol);
            hostPorts.add(port.path("hostPort").asInt() + protocol);
        }
        String plural = ports.size() > 1 ? "s:" : ":";
        text.line(2, "Port" + plural, Describer.orNone(String.join(", ", ports)));
        text.line(2, "Host Port" + plural, Describer.orNone(String.join(", ", hostPorts)));
    }

    private void words(String title, JsonNode words) {
        if (words.isEmpty()) {
            return;
        }
        text.line(2, title);
        for (JsonNode word : words) {
            for (String line : word.asText().split("\n", -1)) {
                text.line(3, line);
            }
        }
    }

    private void states(JsonNode status) {
        state("State:", status.path("state"));
        if (status.path("lastState").has("terminated")) {
            state("Last State:", status.path("lastState"));
        }
        text.line(2, "Ready:", status.path("ready").asBoolean() ? "True" : "False");
        text.line(2, "Restart Count:", status.path("restartCount").asText());
    }

    private void state(String title, JsonNode state) {
        if (state.has("running")) {
            text.line(2, title, "Running");
            text.line(3, "Started:", text.time(state.path("running").path("startedAt")));
        } else if (state.has("terminated")) {
            JsonNode end = state.path("terminated");
            text.line(2, title, "Terminated");
            present("Reason:", end.path("reason").asText());
            present("Message:", end.path("message").asText());
            text.line(3, "Exit Code:", end.path("exitCode").asText());
            if (end.path("signal").asInt() > 0) {
                text.line(3, "Signal:", end.path("signal").asText());
            }
            text.line(3, "Started:", text.time(end.path("startedAt")));
            text.line(3, "Finished:", text.time(end.path("finishedAt")));
        } else {
            text.line(2, title, "Waiting");
            present("Reason:", state.path("waiting").path("reason").asText());
        }
    }

    private void present(String title, String value) {
        if (!value.isEmpty()) {
            text.line(3, title, value);
        }
    }

    private void quantities(String title, JsonNode quantities) {
        if (!quantities.isEmpty()) {
            text.line(2, title);
            Describer.sorted(quantities)
                    .forEach((name, amount) -> text.line(3, name + ":", amount));
        }
    }

    private void probe(String title, JsonNode probe) {
        if (probe.isObject()) {
            text.line(2, title, probeText(probe));
        }
    }

    private static String probeText(JsonNode probe) {
        String timing =
                "delay=%ds timeout=%ds period=%ds #success=%d #failure=%d"
                        .formatted(
                                probe.path("initialDelaySeconds").asInt(),
                                probe.path("timeoutSeconds").asInt(),
                                probe.path("periodSeconds").asInt(),
                                probe.path("successThreshold").asInt(),
                                probe.path("failureThreshold").asInt());
        if (probe.has("exec")) {
            List<String> command = new ArrayList<>();
            probe.path("exec").path("command").forEach(word -> command.add(word.asText()));
            return "exec [" + String.join(" ", command) + "] " + timing;
        }
        if (probe.has("httpGet")) {
            JsonNode get = probe.path("httpGet");
            String scheme = get.path("scheme").asText().toLowerCase(java.util.Locale.ROOT);
            return "http-get %s//%s:%s%s %s"
                    .formatted(
                            scheme.isEmpty() ? "" : scheme + ":",
                            get.path("host").asText(),
                            get.path("port").asText(),
                            get.path("path").asText(),
                            timing);
        }
        if (probe.has("tcpSocket")) {
            JsonNode socket = probe.path("tcpSocket");
            return "tcp-socket %s:%s %s"
                    .formatted(socket.path("host").asText(), socket.path("port").asText(), timing);
        }
        JsonNode grpc = probe.path("grpc");
        return grpc.isObject()
                ? "grpc <pod>:%s %s %s"
                        .formatted(
                                grpc.path("port").asText(), grpc.path("service").asText(), timing)
                : "unknown " + timing;
    }

    private void sources(JsonNode sources) {
        if (sources.isEmpty()) {
            return;
        }
        text.line(2, "Environment Variables from:");
        for (JsonNode source : sources) {
            boolean isSecret = source.has("secretRef");
            JsonNode reference = source.path(isSecret ? "secretRef" : "configMapRef");
            String prefix = source.path("prefix").asText();
            text.line(
                    3,
                    reference.path("name").asText(),
                    (isSecret ? "Secret" : "ConfigMap")
                            + (prefix.isEmpty() ? "" : " with prefix '" + prefix + "'"),
                    "Optional: " + reference.path("optional").asBoolean());
        }
    }

    private void mounts(JsonNode mounts) {
        List<JsonNode> sorted = new ArrayList<>();
        mounts.forEach(sorted::add);
        sorted.sort(Comparator.comparing(mount -> mount.path("mountPath").asText()));
        if (sorted.isEmpty()) {
            text.line(2, "Mounts:", "<none>");
            return;
        }
        text.line(2, "Mounts:");
        for (JsonNode mount : sorted) {
            String part = mount.path("subPath").asText();
            text.line(
                    3,
                    "%s from %s (%s%s)"
                            .formatted(
                                    mount.path("mountPath").asText(),
                                    mount.path("name").asText(),
                                    mount.path("readOnly").asBoolean() ? "ro" : "rw",
                                    part.isEmpty() ? "" : ",path=\"" + part + "\""));
        }
    }
}
