package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A pod, container by container; also the pod template of a workload.
final class PodDescriber implements Describer {
    @Override
    public void describe(ObjectNode pod, TabText text, Session session) {
        JsonNode spec = pod.path("spec");
        JsonNode status = pod.path("status");
        Describer.head(pod, text);
        text.line(0, "Priority:", spec.path("priority").asText("0"));
        text.line(0, "Service Account:", spec.path("serviceAccountName").asText("default"));
        String node = spec.path("nodeName").asText();
        String host = status.path("hostIP").asText();
        text.line(
                0, "Node:", node.isEmpty() ? "<none>" : host.isEmpty() ? node : node + "/" + host);
        if (status.has("startTime")) {
            text.line(0, "Start Time:", status.path("startTime").asText());
        }
        Describer.labelsAndAnnotations(pod, text);
        text.line(0, "Status:", statusText(pod));
        text.line(0, "IP:", status.path("podIP").asText());
        controlledBy(pod, text);
        containers(
                text,
                "Init Containers:",
                spec.path("initContainers"),
                status.path("initContainerStatuses"));
        containers(text, "Containers:", spec.path("containers"), status.path("containerStatuses"));
        Describer.conditions(text, status.path("conditions"), "type", "status");
        volumes(text, spec.path("volumes"));
        text.line(0, "QoS Class:", status.path("qosClass").asText());
        Describer.pairs(text, 0, "Node-Selectors:", spec.path("nodeSelector"), "=");
        tolerations(text, spec.path("tolerations"));
    }

    static void template(TabText text, JsonNode template) {
        text.line(0, "Pod Template:");
        Describer.pairs(text, 1, "Labels:", template.path("metadata").path("labels"), "=");
        for (JsonNode container : template.path("spec").path("containers")) {
            text.line(1, "Containers:");
            text.line(2, container.path("name").asText() + ":");
            shape(text, container);
        }
    }

    private static String statusText(ObjectNode pod) {
        return pod.path("metadata").has("deletionTimestamp")
                ? "Terminating"
                : pod.path("status").path("phase").asText();
    }

    private static void controlledBy(ObjectNode pod, TabText text) {
        for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                text.line(
                        0,
                        "Controlled By:",
                        owner.path("kind").asText() + "/" + owner.path("name").asText());
            }
        }
    }

    private static void containers(
            TabText text, String title, JsonNode containers, JsonNode statuses) {
        if (containers.isEmpty()) {
            return;
        }
        text.line(0, title);
        for (JsonNode container : containers) {
            String name = container.path("name").asText();
            text.line(1, name + ":");
            for (JsonNode status : statuses) {
                if (status.path("name").asText().equals(name)) {
                    text.line(2, "Container ID:", status.path("containerID").asText());
                    state(text, "State:", status.path("state"));
                    state(text, "Last State:", status.path("lastState"));
                    text.line(2, "Ready:", status.path("ready").asBoolean() ? "True" : "False");
                    text.line(2, "Restart Count:", status.path("restartCount").asText());
                }
            }
            shape(text, container);
        }
    }

    /// What stands in the spec of a container.
    private static void shape(TabText text, JsonNode container) {
        text.line(2, "Image:", container.path("image").asText());
        text.line(2, "Port:", ports(container.path("ports")));
        list(text, "Command:", container.path("command"));
        list(text, "Args:", container.path("args"));
        Describer.pairs(text, 2, "Requests:", container.path("resources").path("requests"), ": ");
        Describer.pairs(text, 2, "Limits:", container.path("resources").path("limits"), ": ");
        environment(text, container.path("env"));
        mounts(text, container.path("volumeMounts"));
    }

    private static String ports(JsonNode ports) {
        List<String> shown = new ArrayList<>();
        ports.forEach(
                port ->
                        shown.add(
                                port.path("containerPort").asText()
                                        + "/"
                                        + port.path("protocol").asText("TCP")));
        return shown.isEmpty() ? "<none>" : String.join(", ", shown);
    }

    private static void list(TabText text, String title, JsonNode words) {
        if (!words.isEmpty()) {
            text.line(2, title);
            words.forEach(word -> text.line(3, word.asText()));
        }
    }

    private static void environment(TabText text, JsonNode variables) {
        if (variables.isEmpty()) {
            text.line(2, "Environment:", "<none>");
            return;
        }
        text.line(2, "Environment:");
        for (JsonNode variable : variables) {
            JsonNode from = variable.path("valueFrom");
            String value =
                    from.isMissingNode() ? variable.path("value").asText() : "<from " + from + ">";
            text.line(3, variable.path("name").asText() + ":", value);
        }
    }

    private static void mounts(TabText text, JsonNode mounts) {
        if (mounts.isEmpty()) {
            text.line(2, "Mounts:", "<none>");
            return;
        }
        text.line(2, "Mounts:");
        for (JsonNode mount : mounts) {
            String mode = mount.path("readOnly").asBoolean() ? "ro" : "rw";
            text.line(
                    3,
                    "%s from %s (%s)"
                            .formatted(
                                    mount.path("mountPath").asText(),
                                    mount.path("name").asText(),
                                    mode));
        }
    }

    private static void state(TabText text, String title, JsonNode state) {
        if (state.has("running")) {
            text.line(2, title, "Running");
            text.line(3, "Started:", state.path("running").path("startedAt").asText());
        } else if (state.has("waiting")) {
            text.line(2, title, "Waiting");
            text.line(3, "Reason:", state.path("waiting").path("reason").asText());
        } else if (state.has("terminated")) {
            JsonNode terminated = state.path("terminated");
            text.line(2, title, "Terminated");
            text.line(3, "Reason:", terminated.path("reason").asText());
            text.line(3, "Exit Code:", terminated.path("exitCode").asText());
            text.line(3, "Started:", terminated.path("startedAt").asText());
            text.line(3, "Finished:", terminated.path("finishedAt").asText());
        }
    }

    private static void volumes(TabText text, JsonNode volumes) {
        if (volumes.isEmpty()) {
            text.line(0, "Volumes:", "<none>");
            return;
        }
        text.line(0, "Volumes:");
        for (JsonNode volume : volumes) {
            text.line(1, volume.path("name").asText() + ":");
            for (var source : volume.properties()) {
                if (!source.getKey().equals("name")) {
                    text.line(2, source.getKey() + ":", source.getValue().toString());
                }
            }
        }
    }

    private static void tolerations(TabText text, JsonNode tolerations) {
        List<String> shown = new ArrayList<>();
        for (JsonNode toleration : tolerations) {
            String line = toleration.path("key").asText();
            if (toleration.has("value")) {
                line += "=" + toleration.path("value").asText();
            }
            if (toleration.has("effect")) {
                line += ":" + toleration.path("effect").asText();
            }
            if (toleration.path("operator").asText().equals("Exists")) {
                line += " op=Exists";
            }
            if (toleration.has("tolerationSeconds")) {
                line += " for " + toleration.path("tolerationSeconds").asText() + "s";
            }
            shown.add(line);
        }
        text.line(0, "Tolerations:", shown.isEmpty() ? "<none>" : shown.getFirst());
        shown.stream().skip(1).forEach(more -> text.line(0, "", more));
    }
}
