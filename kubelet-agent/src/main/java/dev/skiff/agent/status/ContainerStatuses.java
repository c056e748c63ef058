package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Composes the statuses of a pod's containers.
final class ContainerStatuses {
    private static final Waiting CREATING = new Waiting("ContainerCreating", "");
    private static final Waiting INITIALIZING = new Waiting("PodInitializing", "");

    private final PodObservation observed;
    private final Waiting usual;

    ContainerStatuses(PodObservation observed) {
        this.observed = observed;
        boolean hasInit = !observed.pod().getSpec().getInitContainers().isEmpty();
        usual = hasInit ? INITIALIZING : CREATING;
    }

    ArrayNode ofInitContainers() {
        return all(observed.pod().getSpec().getInitContainers(), "initContainerStatuses");
    }

    ArrayNode ofContainers() {
        return all(observed.pod().getSpec().getContainers(), "containerStatuses");
    }

    private ArrayNode all(List<Container> containers, String field) {
        ArrayNode statuses = Json.mapper().createArrayNode();
        for (Container container : containers) {
            statuses.add(status(container, before(field, container.getName())));
        }
        return statuses;
    }

    private JsonNode before(String field, String name) {
        for (JsonNode status : observed.previous().path(field)) {
            if (status.path("name").asText().equals(name)) {
                return status;
            }
        }
        return Json.object();
    }

    private ObjectNode status(Container container, JsonNode before) {
        List<ContainerState> all = observed.named(container.getName());
        if (all.isEmpty()) {
            return withoutContainer(container, before);
        }
        ContainerState latest = all.getLast();
        Optional<ContainerState> earlier =
                all.size() > 1 ? Optional.of(all.get(all.size() - 2)) : Optional.empty();
        Optional<ContainerHealth> health =
                Optional.ofNullable(observed.facts().health().get(latest.id()));
        ObjectNode status = Json.object().put("name", container.getName());
        status.set("state", state(container, latest, health));
        status.set("lastState", lastState(container, latest, earlier, before));
        status.put("ready", isReady(container, latest, health));
        status.put("restartCount", latest.attempt());
        status.put("image", container.getImage());
        status.put("imageID", prefixed(latest.imageId()));
        status.put("containerID", prefixed(latest.id()));
        status.put("started", health.map(ContainerHealth::isStarted).orElse(false));
        ContainerGrants.put(container, status);
        return status;
    }

    private String prefixed(String id) {
        return id.isEmpty() ? "" : observed.addresses().runtime() + "://" + id;
    }

    private boolean isReady(
            Container container, ContainerState latest, Optional<ContainerHealth> health) {
        boolean isInit =
                observed.pod().getSpec().getInitContainers().contains(container)
                        && !PodFacts.isSidecar(container);
        return isInit
                ? latest.phase() instanceof ContainerPhase.Exited exited && exited.exitCode() == 0
                : health.map(ContainerHealth::isReady).orElse(false);
    }

    private ObjectNode state(
            Container container, ContainerState latest, Optional<ContainerHealth> health) {
        Waiting waiting = observed.facts().waiting().get(container.getName());
        return switch (latest.phase()) {
            case ContainerPhase.Created _ -> waiting(waiting == null ? usual : waiting);
            case ContainerPhase.Running(var startedAt) ->
                    health.isPresent() ? running(startedAt) : waiting(usual);
            case ContainerPhase.Exited _, ContainerPhase.Unstartable _ ->
                    waiting == null ? terminated(latest) : waiting(waiting);
        };
    }

    /// How the container before this one ended; kept from the previous status where the engine has
    /// forgotten it.
    private JsonNode lastState(
            Container container,
            ContainerState latest,
            Optional<ContainerState> earlier,
            JsonNode before) {
        boolean hasEnded =
                latest.phase() instanceof ContainerPhase.Exited
                        || latest.phase() instanceof ContainerPhase.Unstartable;
        if (hasEnded && observed.facts().waiting().containsKey(container.getName())) {
            return terminated(latest);
        }
        if (earlier.isPresent()) {
            return terminated(earlier.get());
        }
        if (latest.attempt() == 0) {
            return Json.object();
        }
        boolean isSame = before.path("containerID").asText().equals(prefixed(latest.id()));
        JsonNode kept = isSame ? before.path("lastState") : before.path("state");
        return kept.has("terminated") ? kept : Json.object();
    }

    /// Of a container that the engine doesn't have: not yet, or no longer.
    private ObjectNode withoutContainer(Container container, JsonNode before) {
        Waiting waiting = observed.facts().waiting().get(container.getName());
        boolean wasRunning = before.path("state").has("running");
        boolean hasEnded = before.path("state").has("terminated");
        boolean isLeaving = PodFacts.isTerminating(observed.pod()) || isOver();
        if (hasEnded && (isLeaving || waiting == null)) {
            return before.deepCopy();
        }
        ObjectNode status = Json.object().put("name", container.getName());
        if (wasRunning && isLeaving) {
            status.set("state", lost(before));
            status.set("lastState", Json.object());
        } else {
            status.set("state", waiting(waiting == null ? usual : waiting));
            status.set("lastState", wasRunning ? lost(before) : endBefore(before));
        }
        status.put("ready", false);
        status.put("restartCount", before.path("restartCount").asInt(0));
        status.put("image", container.getImage());
        status.put("imageID", before.path("imageID").asText(""));
        if (before.has("containerID")) {
            status.put("containerID", before.path("containerID").asText());
        }
        return status.put("started", false);
    }

    private static JsonNode endBefore(JsonNode before) {
        JsonNode state = before.path("state");
        JsonNode last = before.path("lastState");
        return state.has("terminated") ? state : last.has("terminated") ? last : Json.object();
    }

    private boolean isOver() {
        String phase = observed.previous().path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    private static ObjectNode lost(JsonNode before) {
        ObjectNode state = Json.object();
        ObjectNode terminated = state.putObject("terminated");
        terminated.put("exitCode", 137);
        terminated.put("reason", "ContainerStatusUnknown");
        terminated.put("message", "The container could not be located when the pod was terminated");
        terminated.putNull("startedAt").putNull("finishedAt");
        terminated.put("containerID", before.path("containerID").asText(""));
        return state;
    }

    private static ObjectNode waiting(Waiting waiting) {
        ObjectNode state = Json.object();
        ObjectNode detail = state.putObject("waiting").put("reason", waiting.reason());
        if (!waiting.message().isEmpty()) {
            detail.put("message", waiting.message());
        }
        return state;
    }

    private static ObjectNode running(Instant startedAt) {
        ObjectNode state = Json.object();
        state.putObject("running").put("startedAt", seconds(startedAt));
        return state;
    }

    private ObjectNode terminated(ContainerState container) {
        ObjectNode state = Json.object();
        ObjectNode detail = state.putObject("terminated");
        switch (container.phase()) {
            case ContainerPhase.Exited exited -> {
                detail.put("exitCode", exited.exitCode());
                detail.put("reason", reason(exited));
                String message = observed.facts().messages().getOrDefault(container.id(), "");
                if (!message.isEmpty()) {
                    detail.put("message", message);
                }
                detail.put("startedAt", seconds(exited.startedAt()));
                detail.put("finishedAt", seconds(exited.finishedAt()));
            }
            case ContainerPhase.Unstartable(var message, var createdAt) -> {
                detail.put("exitCode", 128);
                detail.put("reason", "StartError");
                detail.put("message", message);
                detail.put("startedAt", seconds(Instant.EPOCH));
                detail.put("finishedAt", seconds(createdAt));
            }
            case ContainerPhase.Created _, ContainerPhase.Running _ ->
                    throw new IllegalStateException(container.id() + " has not ended");
        }
        detail.put("containerID", prefixed(container.id()));
        return state;
    }

    private static String reason(ContainerPhase.Exited exited) {
        if (exited.outOfMemory()) {
            return "OOMKilled";
        }
        return exited.exitCode() == 0 ? "Completed" : "Error";
    }

    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
