package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.Optional;

/// Composes a pod's status, as a patch of the whole of it: every field that the agent owns is
/// there, those that no longer hold as null.
public final class PodStatusComposer {
    private PodStatusComposer() {}

    public static ObjectNode compose(PodObservation observed) {
        ContainerStatuses containers = new ContainerStatuses(observed);
        ArrayNode initStatuses = containers.ofInitContainers();
        ArrayNode statuses = containers.ofContainers();
        PodPhase phase = phase(observed, initStatuses, statuses);
        ObjectNode status = Json.object();
        Long generation = observed.pod().getMetadata().getGeneration();
        if (generation != null) {
            status.put("observedGeneration", generation);
        }
        status.put("phase", phase.word());
        status.set("conditions", PodConditions.of(observed, phase, initStatuses, statuses));
        putOrClear(status, observed, "reason", observed.failure().map(Waiting::reason));
        putOrClear(status, observed, "message", observed.failure().map(Waiting::message));
        putAddresses(status, observed);
        status.put(
                "startTime",
                observed.previous()
                        .path("startTime")
                        .asText(ContainerStatuses.seconds(observed.now())));
        if (!initStatuses.isEmpty()) {
            status.set("initContainerStatuses", initStatuses);
        }
        status.set("containerStatuses", statuses);
        return status;
    }

    /// A pod that is over stays over.
    private static PodPhase phase(
            PodObservation observed, ArrayNode initStatuses, ArrayNode statuses) {
        if (observed.failure().isPresent()) {
            return PodPhase.FAILED;
        }
        return switch (observed.previous().path("phase").asText()) {
            case "Succeeded" -> PodPhase.SUCCEEDED;
            case "Failed" -> PodPhase.FAILED;
            default -> PodPhase.of(observed.pod(), initStatuses, statuses);
        };
    }

    private static void putOrClear(
            ObjectNode status, PodObservation observed, String field, Optional<String> value) {
        boolean wasFailed = observed.previous().path("phase").asText().equals("Failed");
        if (value.isPresent()) {
            status.put(field, value.get());
        } else if (!wasFailed && observed.previous().hasNonNull(field)) {
            status.putNull(field);
        }
    }

    private static void putAddresses(ObjectNode status, PodObservation observed) {
        String host = observed.addresses().hostIp();
        status.put("hostIP", host);
        status.putArray("hostIPs").addObject().put("ip", host);
        Optional<String> pod =
                observed.addresses()
                        .podIp()
                        .or(
                                () ->
                                        Optional.ofNullable(
                                                observed.previous().path("podIP").textValue()));
        pod.ifPresent(
                address -> {
                    status.put("podIP", address);
                    status.putArray("podIPs").addObject().put("ip", address);
                });
    }
}
