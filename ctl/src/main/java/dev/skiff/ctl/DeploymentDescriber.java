package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A Deployment, how far its rollout is, and its template.
final class DeploymentDescriber implements Describer {
    @Override
    public void describe(ObjectNode deployment, TabText text, Session session) {
        JsonNode spec = deployment.path("spec");
        JsonNode status = deployment.path("status");
        Describer.head(deployment, text);
        text.line(
                0,
                "CreationTimestamp:",
                deployment.path("metadata").path("creationTimestamp").asText());
        Describer.labelsAndAnnotations(deployment, text);
        text.line(0, "Selector:", PodsOf.selector(spec.path("selector")));
        text.line(
                0,
                "Replicas:",
                "%d desired | %d updated | %d total | %d available | %d unavailable"
                        .formatted(
                                spec.path("replicas").asInt(1),
                                status.path("updatedReplicas").asInt(),
                                status.path("replicas").asInt(),
                                status.path("availableReplicas").asInt(),
                                status.path("unavailableReplicas").asInt()));
        JsonNode strategy = spec.path("strategy");
        text.line(0, "StrategyType:", strategy.path("type").asText());
        text.line(0, "MinReadySeconds:", spec.path("minReadySeconds").asText("0"));
        if (strategy.has("rollingUpdate")) {
            text.line(
                    0,
                    "RollingUpdateStrategy:",
                    "%s max unavailable, %s max surge"
                            .formatted(
                                    strategy.path("rollingUpdate").path("maxUnavailable").asText(),
                                    strategy.path("rollingUpdate").path("maxSurge").asText()));
        }
        PodDescriber.template(text, spec.path("template"));
        Describer.conditions(text, status.path("conditions"), "type", "status", "reason");
    }
}
