package dev.skiff.agent.probe;

import java.util.Optional;

/// What the probes of one running container say.
///
/// @param isStarted whether it has come up
/// @param isReady whether it should get requests
/// @param failed the probe because of which it must be restarted
public record ContainerHealth(boolean isStarted, boolean isReady, Optional<ProbeKind> failed) {
    /// Of a running container without probes.
    public static final ContainerHealth UNPROBED =
            new ContainerHealth(true, true, Optional.empty());

    /// Of a container that nobody has asked yet.
    public static final ContainerHealth NEW = new ContainerHealth(false, false, Optional.empty());
}
