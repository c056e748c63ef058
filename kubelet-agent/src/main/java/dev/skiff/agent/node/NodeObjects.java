package dev.skiff.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.api.codec.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Composes what the agent tells the API of its node.
final class NodeObjects {
    private NodeObjects() {}

    /// The health of a node.
    ///
    /// @param problem why no pod can run here; empty if they can
    record Health(Optional<String> problem) {}

    static Map<String, String> labels(NodeIdentity identity, EngineInfo engine) {
        Map<String, String> labels = new TreeMap<>(identity.labels());
        EngineInfo.Machine machine = engine.machine();
        labels.put("kubernetes.io/hostname", identity.name());
        for (String prefix : List.of("", "beta.")) {
            labels.put(prefix + "kubernetes.io/os", machine.operatingSystem());
            labels.put(prefix + "kubernetes.io/arch", machine.architecture());
        }
        return labels;
    }

    /// The status without its conditions.
    static ObjectNode status(NodeIdentity identity, EngineInfo engine, NodeCapacity capacity) {
        ObjectNode status = Json.object();
        ArrayNode addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", identity.address());
        addresses.addObject().put("type", "Hostname").put("address", identity.name());
        capacity.asResources().forEach(status.putObject("capacity")::put);
        capacity.asResources().forEach(status.putObject("allocatable")::put);
        EngineInfo.Machine machine = engine.machine();
        status.putObject("nodeInfo")
                .put("machineID", identity.ids().machineId())
                .put("systemUUID", identity.ids().systemUuid())
                .put("bootID", identity.ids().bootId())
                .put("kernelVersion", machine.kernelVersion())
                .put("osImage", machine.osImage())
                .put("containerRuntimeVersion", engine.runtime())
                .put("kubeletVersion", identity.version())
                .put("kubeProxyVersion", "")
                .put("operatingSystem", machine.operatingSystem())
                .put("architecture", machine.architecture());
        return status;
    }

    /// @param before the conditions told last, for the times of their last change
    static ArrayNode conditions(Health health, JsonNode before, Instant now) {
        ArrayNode conditions = Json.mapper().createArrayNode();
        Composer composer = new Composer(conditions, before, now);
        composer.add(
                "MemoryPressure",
                false,
                "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available");
        composer.add(
                "DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        composer.add(
                "PIDPressure",
                false,
                "KubeletHasSufficientPID",
                "kubelet has sufficient PID available");
        if (health.problem().isEmpty()) {
            composer.add("Ready", true, "KubeletReady", "kubelet is posting ready status");
        } else {
            composer.add("Ready", false, "KubeletNotReady", health.problem().get());
        }
        return conditions;
    }

    private record Composer(ArrayNode conditions, JsonNode before, Instant now) {
        void add(String type, boolean holds, String reason, String message) {
            String status = holds ? "True" : "False";
            String moment = now.truncatedTo(ChronoUnit.SECONDS).toString();
            String since = moment;
            for (JsonNode condition : before) {
                if (condition.path("type").asText().equals(type)
                        && condition.path("status").asText().equals(status)) {
                    since = condition.path("lastTransitionTime").asText(moment);
                }
            }
            conditions
                    .addObject()
                    .put("type", type)
                    .put("status", status)
                    .put("lastHeartbeatTime", moment)
                    .put("lastTransitionTime", since)
                    .put("reason", reason)
                    .put("message", message);
        }
    }
}
