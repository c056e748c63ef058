package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A Deployment, how far its rollout is, its template and its ReplicaSets.
final class DeploymentDescriber implements Describer {
    @Override
    public void describe(ObjectNode deployment, TabText text, Session session) {
        JsonNode metadata = deployment.path("metadata");
        JsonNode spec = deployment.path("spec");
        JsonNode status = deployment.path("status");
        Describer.head(deployment, text);
        text.line(0, "CreationTimestamp:", text.time(metadata.path("creationTimestamp")));
        Describer.labelsAndAnnotations(deployment, text);
        String selector = PodsOf.selector(spec.path("selector"));
        text.line(0, "Selector:", selector);
        text.line(
                0,
                "Replicas:",
                "%d desired | %d updated | %d total | %d available | %d unavailable"
                        .formatted(
                                spec.path("replicas").asInt(),
                                status.path("updatedReplicas").asInt(),
                                status.path("replicas").asInt(),
                                status.path("availableReplicas").asInt(),
                                status.path("unavailableReplicas").asInt()));
        strategy(spec, text);
        PodTemplateText.write(text, spec.path("template"));
        Describer.conditionsWithReasons(text, status.path("conditions"));
        replicaSets(deployment, selector, text, session);
    }

    private static void strategy(JsonNode spec, TabText text) {
        JsonNode strategy = spec.path("strategy");
        text.line(0, "StrategyType:", strategy.path("type").asText());
        text.line(0, "MinReadySeconds:", spec.path("minReadySeconds").asText("0"));
        JsonNode rolling = strategy.path("rollingUpdate");
        if (rolling.isObject()) {
            text.line(
                    0,
                    "RollingUpdateStrategy:",
                    "%s max unavailable, %s max surge"
                            .formatted(
                                    rolling.path("maxUnavailable").asText(),
                                    rolling.path("maxSurge").asText()));
        }
    }

    /// The ReplicaSet whose template is the Deployment's is the new one; old ones count while they
    /// have pods.
    private static void replicaSets(
            ObjectNode deployment, String selector, TabText text, Session session) {
        String namespace = deployment.path("metadata").path("namespace").asText();
        String uid = deployment.path("metadata").path("uid").asText();
        JsonNode list =
                session.get(
                        "/apis/apps/v1/namespaces/" + namespace + "/replicasets",
                        Map.of("labelSelector", selector));
        List<JsonNode> owned = new ArrayList<>();
        list.path("items").forEach(owned::add);
        owned.removeIf(set -> !isOwnedBy(set, uid));
        if (owned.isEmpty()) {
            return;
        }
        owned.sort(
                Comparator.comparing(
                        set -> set.path("metadata").path("creationTimestamp").asText()));
        List<JsonNode> current =
                owned.stream().filter(set -> isOfTemplate(set, deployment)).limit(1).toList();
        List<JsonNode> old =
                owned.stream()
                        .filter(set -> !current.contains(set))
                        .filter(set -> set.path("spec").path("replicas").asInt() > 0)
                        .toList();
        text.line(0, "OldReplicaSets:", names(old));
        text.line(0, "NewReplicaSet:", names(current));
    }

    private static boolean isOwnedBy(JsonNode set, String uid) {
        for (JsonNode owner : set.path("metadata").path("ownerReferences")) {
            if (owner.path("uid").asText().equals(uid)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTemplate(JsonNode set, ObjectNode deployment) {
        JsonNode wanted = deployment.path("spec").path("template");
        ObjectNode actual = set.path("spec").path("template").deepCopy();
        if (actual.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove("pod-template-hash");
        }
        return actual.equals(wanted);
    }

    private static String names(List<JsonNode> sets) {
        List<String> names = new ArrayList<>();
        for (JsonNode set : sets) {
            names.add(
                    "%s (%d/%d replicas created)"
                            .formatted(
                                    Manifest.nameOf(set),
                                    set.path("status").path("replicas").asInt(),
                                    set.path("spec").path("replicas").asInt()));
        }
        return Describer.orNone(String.join(", ", names));
    }
}
