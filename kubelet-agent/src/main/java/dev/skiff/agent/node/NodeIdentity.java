package dev.skiff.agent.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a node is registered with.
///
/// @param address where pods' clients reach the machine
/// @param labels further ones, beside those that every node has
/// @param version of this program, as Kubernetes' clients read it
public record NodeIdentity(
        String name, String address, Map<String, String> labels, String version, MachineIds ids) {
    public NodeIdentity {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /// How the machine's operating system knows it; empty where unknown.
    public record MachineIds(String machineId, String systemUuid, String bootId) {
        public static final MachineIds UNKNOWN = new MachineIds("", "", "");
    }
}
