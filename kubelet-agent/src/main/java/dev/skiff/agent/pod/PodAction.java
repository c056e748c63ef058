package dev.skiff.agent.pod;

import dev.skiff.agent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.util.Optional;

/// One thing to do for a pod.
sealed interface PodAction {
    record CreateSandbox(int attempt) implements PodAction {}

    /// @param attempt how often it was started before
    /// @param previous the one that ended, if the engine still has it
    record Launch(
            Container container, int attempt, String sandboxId, Optional<ContainerState> previous)
            implements PodAction {}

    /// Ends a container: its hook, then its stop signal.
    record BeginStop(ContainerState container, Duration grace, StopReason reason)
            implements PodAction {}

    /// The hook is over: the stop signal is due.
    record Ask(ContainerState container) implements PodAction {}

    /// Its time is up.
    record Kill(ContainerState container) implements PodAction {}

    record Remove(ContainerState container) implements PodAction {}
}
