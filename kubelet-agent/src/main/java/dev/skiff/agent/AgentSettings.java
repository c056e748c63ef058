package dev.skiff.agent;

import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.pod.ResolverSettings;
import java.nio.file.Path;
import java.util.Optional;

/// What an agent is started with.
///
/// @param clusterRange the pod network of the whole cluster, such as `10.42.0.0/16`
/// @param root the agent's own directory; nobody else may write there
/// @param resolver how the machine resolves names
/// @param clusterDns the cluster's name server, if there is one
/// @param diskBytes how much the machine's disk holds
public record AgentSettings(
        NodeIdentity node,
        String clusterRange,
        Path root,
        ResolverSettings resolver,
        Optional<ResolverSettings.ClusterDns> clusterDns,
        long diskBytes) {}
