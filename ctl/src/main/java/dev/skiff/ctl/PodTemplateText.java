package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// The template of a workload's pods.
final class PodTemplateText {
    private static final String SPACE = "  ";

    private PodTemplateText() {}

    static void write(TabText text, JsonNode template) {
        JsonNode metadata = template.path("metadata");
        JsonNode spec = template.path("spec");
        text.line(0, "Pod Template:");
        Describer.labels(text, SPACE + "Labels:", metadata.path("labels"));
        if (!metadata.path("annotations").isEmpty()) {
            Describer.annotations(text, SPACE + "Annotations:", metadata.path("annotations"));
        }
        if (spec.has("serviceAccountName")) {
            text.line(0, SPACE + "Service Account:", spec.path("serviceAccountName").asText());
        }
        ContainerText containers = new ContainerText(text, SPACE);
        if (!spec.path("initContainers").isEmpty()) {
            containers.write(
                    "Init Containers", spec.path("initContainers"), MissingNode.getInstance());
        }
        containers.write("Containers", spec.path("containers"), MissingNode.getInstance());
        new VolumeText(text, SPACE).write(spec.path("volumes"));
        if (spec.has("priorityClassName")) {
            text.line(0, SPACE + "Priority Class Name:", spec.path("priorityClassName").asText());
        }
        Describer.labels(text, SPACE + "Node-Selectors:", spec.path("nodeSelector"));
        TolerationText.write(text, SPACE + "Tolerations:", spec.path("tolerations"));
    }
}
