package dev.skiff.agent.runtime;

/// Which network a sandbox has.
public sealed interface SandboxNetwork {
    /// An address on the cluster's pod network, chosen by the agent from its node's range.
    record PodNetwork(String address) implements SandboxNetwork {}

    /// The machine's own network.
    record HostNetwork() implements SandboxNetwork {}
}
