package dev.skiff.agent.pod;

import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.pod.ResolverSettings.ClusterDns;
import java.util.Optional;

/// What pods get from the node they run on.
///
/// @param hostIp the node's address
/// @param runtimeName what container ids are prefixed with, such as `docker`
public record NodeSettings(
        String name,
        String hostIp,
        String runtimeName,
        PodContext.NodeAllocatable allocatable,
        ResolverSettings resolver,
        Optional<ClusterDns> clusterDns) {}
