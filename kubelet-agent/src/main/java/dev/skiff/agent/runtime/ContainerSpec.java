package dev.skiff.agent.runtime;

import java.util.List;
import java.util.Map;

/// One container of a pod.
///
/// @param attempt how often a container of this name was started before in this pod
/// @param sandboxId the sandbox whose network and IPC it joins
/// @param pid with whom its processes share their numbers
/// @param image the id or reference of an image that the engine has
/// @param annotations what the agent wants to find again on the container; keys contain a slash
/// or a dot and none of them is in [RuntimeLabels]
public record ContainerSpec(
        PodIdentity pod,
        String name,
        int attempt,
        String sandboxId,
        NamespaceMode pid,
        String image,
        ProcessSpec process,
        List<Mount> mounts,
        ResourceLimits resources,
        SecuritySettings security,
        Map<String, String> annotations) {
    public ContainerSpec {
        mounts = List.copyOf(mounts);
        annotations = RuntimeLabels.sorted(annotations);
    }
}
