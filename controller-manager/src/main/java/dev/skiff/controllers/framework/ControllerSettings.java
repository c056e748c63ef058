package dev.skiff.controllers.framework;

import java.time.Duration;

/// @param nodeGrace how long a node may be silent before it counts as lost
/// @param nodeCheckInterval how often nodes are looked at
/// @param rootCertificate what pods trust the API server by, in PEM; empty: none is published
/// @param podRange addresses of pods, in CIDR notation, of which every node gets a /24; empty:
/// nodes get theirs from somebody else
public record ControllerSettings(
        Duration nodeGrace, Duration nodeCheckInterval, String rootCertificate, String podRange) {
    public static ControllerSettings standard() {
        return new ControllerSettings(
                Duration.ofSeconds(5), Duration.ofSeconds(1), "", "10.42.0.0/16");
    }

    public ControllerSettings withRootCertificate(String pem) {
        return new ControllerSettings(nodeGrace, nodeCheckInterval, pem, podRange);
    }

    public ControllerSettings withNodeGrace(Duration grace) {
        return new ControllerSettings(grace, nodeCheckInterval, rootCertificate, podRange);
    }

    public ControllerSettings withPodRange(String range) {
        return new ControllerSettings(nodeGrace, nodeCheckInterval, rootCertificate, range);
    }
}
