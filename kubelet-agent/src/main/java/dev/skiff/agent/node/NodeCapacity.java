package dev.skiff.agent.node;

import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.api.quantity.Quantity;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a node has to give to pods.
///
/// @param pods how many pods it takes
public record NodeCapacity(int cpus, long memoryBytes, long diskBytes, int pods) {
    private static final int MOST_PODS = 110;

    public static NodeCapacity of(EngineInfo engine, long diskBytes) {
        EngineInfo.Machine machine = engine.machine();
        return new NodeCapacity(machine.cpus(), machine.memoryBytes(), diskBytes, MOST_PODS);
    }

    Map<String, String> asResources() {
        Map<String, String> resources = new TreeMap<>();
        resources.put("cpu", Integer.toString(cpus));
        resources.put("memory", memoryBytes / 1024 + "Ki");
        resources.put("ephemeral-storage", Quantity.ofBytes(diskBytes).toString());
        resources.put("pods", Integer.toString(pods));
        return Collections.unmodifiableMap(resources);
    }

    public PodContext.NodeAllocatable allocatable() {
        return new PodContext.NodeAllocatable(cpus * 1000L, memoryBytes);
    }
}
