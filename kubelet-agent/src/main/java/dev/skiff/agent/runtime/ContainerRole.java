package dev.skiff.agent.runtime;

/// What a container is to its pod.
public enum ContainerRole {
    /// Owns the pod's network and IPC, and does nothing else.
    SANDBOX("podsandbox"),
    /// Runs one of the pod's containers.
    CONTAINER("container");

    private final String label;

    ContainerRole(String label) {
        this.label = label;
    }

    /// The value of [RuntimeLabels#ROLE].
    public String label() {
        return label;
    }

    public static ContainerRole ofLabel(String label) {
        return label.equals(SANDBOX.label) ? SANDBOX : CONTAINER;
    }
}
