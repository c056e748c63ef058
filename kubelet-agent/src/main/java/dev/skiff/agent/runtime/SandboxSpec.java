package dev.skiff.agent.runtime;

import java.util.List;
import java.util.Map;

/// The container that owns a pod's network and IPC.
///
/// @param attempt counts the sandboxes of this pod from 0
/// @param ports published on the machine
/// @param memoryVolumes made with the sandbox and kept in memory until it is removed
public record SandboxSpec(
        PodIdentity pod,
        int attempt,
        String hostname,
        SandboxNetwork network,
        NamespaceMode ipc,
        NamespaceMode pid,
        List<PortMapping> ports,
        List<MemoryVolume> memoryVolumes,
        Map<String, String> sysctls) {
    public SandboxSpec {
        ports = List.copyOf(ports);
        memoryVolumes = List.copyOf(memoryVolumes);
        sysctls = RuntimeLabels.sorted(sysctls);
    }

    /// @param protocol `tcp`, `udp` or `sctp`
    /// @param hostIp empty for all addresses
    public record PortMapping(String protocol, int containerPort, int hostPort, String hostIp) {}

    /// @param name unique within the engine
    /// @param sizeBytes 0 for no limit of its own
    public record MemoryVolume(String name, long sizeBytes) {}
}
