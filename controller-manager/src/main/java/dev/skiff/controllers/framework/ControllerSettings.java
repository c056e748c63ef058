package dev.skiff.controllers.framework;

import java.time.Duration;

/// @param nodeGrace how long a node may be silent before it counts as lost
/// @param nodeCheckInterval how often nodes are looked at
/// @param rootCertificate what pods trust the API server by, in PEM; empty: none is published
public record ControllerSettings(
        Duration nodeGrace, Duration nodeCheckInterval, String rootCertificate) {
    public static ControllerSettings standard() {
        return new ControllerSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), "");
    }

    public ControllerSettings withRootCertificate(String pem) {
        return new ControllerSettings(nodeGrace, nodeCheckInterval, pem);
    }

    public ControllerSettings withNodeGrace(Duration grace) {
        return new ControllerSettings(grace, nodeCheckInterval, rootCertificate);
    }
}
