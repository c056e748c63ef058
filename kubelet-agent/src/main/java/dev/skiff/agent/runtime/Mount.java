package dev.skiff.agent.runtime;

/// A path of the machine that shows up in a container.
///
/// @param hostPath absolute; must exist when the container starts
public record Mount(
        String hostPath, String containerPath, boolean readOnly, Propagation propagation) {
    /// Whether mounts made later on one side show up on the other.
    public enum Propagation {
        PRIVATE,
        HOST_TO_CONTAINER,
        BIDIRECTIONAL
    }

    public static Mount of(String hostPath, String containerPath, boolean readOnly) {
        return new Mount(hostPath, containerPath, readOnly, Propagation.PRIVATE);
    }
}
