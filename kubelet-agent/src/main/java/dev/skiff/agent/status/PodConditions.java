package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Composes a pod's conditions.
final class PodConditions {
    private final PodObservation observed;
    private final PodPhase phase;
    private final JsonNode initStatuses;
    private final JsonNode statuses;
    private final ArrayNode conditions = Json.mapper().createArrayNode();

    private PodConditions(
            PodObservation observed, PodPhase phase, JsonNode initStatuses, JsonNode statuses) {
        this.observed = observed;
        this.phase = phase;
        this.initStatuses = initStatuses;
        this.statuses = statuses;
    }

    /// @param initStatuses, statuses as composed from the same observation
    static ArrayNode of(
            PodObservation observed, PodPhase phase, JsonNode initStatuses, JsonNode statuses) {
        PodConditions composer = new PodConditions(observed, phase, initStatuses, statuses);
        Verdict containersReady = composer.containersReady();
        composer.add("PodReadyToStartContainers", composer.hasNetwork());
        composer.add("Initialized", composer.initialized());
        composer.add("Ready", composer.ready(containersReady));
        composer.add("ContainersReady", containersReady);
        composer.add("PodScheduled", Verdict.YES);
        return composer.conditions;
    }

    /// One condition's content.
    private record Verdict(boolean holds, String reason, String message) {
        private static final Verdict YES = new Verdict(true, "", "");

        static Verdict no(String reason, String message) {
            return new Verdict(false, reason, message);
        }
    }

    private Verdict hasNetwork() {
        return observed.sandbox().isPresent() ? Verdict.YES : Verdict.no("", "");
    }

    private Verdict initialized() {
        if (phase == PodPhase.SUCCEEDED) {
            return new Verdict(true, "PodCompleted", "");
        }
        boolean isPast =
                statuses.valueStream()
                        .anyMatch(
                                status ->
                                        status.path("state").has("running")
                                                || status.path("lastState").has("terminated")
                                                || status.path("state").has("terminated"));
        List<String> incomplete = new ArrayList<>();
        for (JsonNode status : initStatuses) {
            String name = status.path("name").asText();
            boolean isDone = status.path(isSidecar(name) ? "started" : "ready").asBoolean();
            if (!isPast && !isDone) {
                incomplete.add(name);
            }
        }
        return incomplete.isEmpty()
                ? Verdict.YES
                : Verdict.no(
                        "ContainersNotInitialized",
                        "containers with incomplete status: " + words(incomplete));
    }

    private Verdict containersReady() {
        switch (phase) {
            case SUCCEEDED -> {
                return Verdict.no("PodCompleted", "");
            }
            case FAILED -> {
                return Verdict.no("PodFailed", "");
            }
            case PENDING, RUNNING -> {}
        }
        List<String> unready = new ArrayList<>();
        for (JsonNode status : statuses) {
            if (!status.path("ready").asBoolean()) {
                unready.add(status.path("name").asText());
            }
        }
        for (JsonNode status : initStatuses) {
            String name = status.path("name").asText();
            if (isSidecar(name) && !status.path("ready").asBoolean()) {
                unready.add(name);
            }
        }
        return unready.isEmpty()
                ? Verdict.YES
                : Verdict.no(
                        "ContainersNotReady", "containers with unready status: " + words(unready));
    }

    private boolean isSidecar(String container) {
        return PodFacts.container(observed.pod(), container)
                .filter(PodFacts::isSidecar)
                .isPresent();
    }

    private Verdict ready(Verdict containersReady) {
        if (!containersReady.holds()) {
            return containersReady;
        }
        List<String> complaints = new ArrayList<>();
        for (PodReadinessGate gate : observed.pod().getSpec().getReadinessGates()) {
            complaint(observed.pod(), gate.getConditionType()).ifPresent(complaints::add);
        }
        return complaints.isEmpty()
                ? Verdict.YES
                : Verdict.no("ReadinessGatesNotReady", String.join(", ", complaints));
    }

    private static Optional<String> complaint(Pod pod, String gate) {
        if (pod.getStatus() == null) {
            return Optional.of(missing(gate));
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(gate))
                .findFirst()
                .map(
                        condition ->
                                condition.getStatus().equals("True")
                                        ? Optional.<String>empty()
                                        : Optional.of(
                                                "the status of pod readiness gate \"%s\" is not \"True\", but %s"
                                                        .formatted(gate, condition.getStatus())))
                .orElse(Optional.of(missing(gate)));
    }

    private static String missing(String gate) {
        return "corresponding condition of pod readiness gate \"" + gate + "\" does not exist.";
    }

    private static String words(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private void add(String type, Verdict verdict) {
        String status = verdict.holds() ? "True" : "False";
        ObjectNode condition = conditions.addObject().put("type", type);
        Long generation = observed.pod().getMetadata().getGeneration();
        if (generation != null) {
            condition.put("observedGeneration", generation);
        }
        condition.put("status", status);
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime", since(type, status));
        // An absent reason has to be said, or a patch would leave the old one.
        put(condition, "reason", verdict.reason(), type);
        put(condition, "message", verdict.message(), type);
    }

    private void put(ObjectNode condition, String field, String value, String type) {
        if (!value.isEmpty()) {
            condition.put(field, value);
        } else if (before(type).hasNonNull(field)) {
            condition.putNull(field);
        }
    }

    private String since(String type, String status) {
        JsonNode before = before(type);
        return before.path("status").asText().equals(status)
                ? before.path("lastTransitionTime").asText()
                : ContainerStatuses.seconds(observed.now());
    }

    private JsonNode before(String type) {
        for (JsonNode condition : observed.previous().path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return Json.object();
    }
}
