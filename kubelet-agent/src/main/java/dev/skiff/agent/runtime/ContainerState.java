package dev.skiff.agent.runtime;

import java.util.Map;
import java.util.Optional;

/// A container as the engine has it.
///
/// @param id the engine's own, without a prefix
/// @param image as it was asked for
/// @param imageId what it resolved to
/// @param address of a sandbox on the pod network
/// @param stopSignal what its image wants to be stopped with, such as `SIGTERM`
public record ContainerState(
        String id,
        PodIdentity pod,
        String name,
        int attempt,
        ContainerRole role,
        String image,
        String imageId,
        Optional<String> address,
        String stopSignal,
        ContainerPhase phase,
        Map<String, String> labels) {
    public ContainerState {
        labels = RuntimeLabels.sorted(labels);
    }

    public boolean isSandbox() {
        return role == ContainerRole.SANDBOX;
    }

    public boolean isRunning() {
        return phase instanceof ContainerPhase.Running;
    }

    public ContainerState withPhase(ContainerPhase other) {
        return new ContainerState(
                id, pod, name, attempt, role, image, imageId, address, stopSignal, other, labels);
    }
}
