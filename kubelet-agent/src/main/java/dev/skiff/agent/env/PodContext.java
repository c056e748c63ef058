package dev.skiff.agent.env;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/// A pod and what its node adds to it, for those who fill in its fields.
///
/// @param podIp once it has one
/// @param allocatable of the node; stands in for limits that a container doesn't have
public record PodContext(
        Pod pod,
        String nodeName,
        String hostIp,
        Optional<String> podIp,
        NodeAllocatable allocatable) {
    public record NodeAllocatable(long cpuMillis, long memoryBytes) {}

    public String namespace() {
        return pod.getMetadata().getNamespace();
    }
}
