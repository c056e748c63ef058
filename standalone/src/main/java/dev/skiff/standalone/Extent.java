package dev.skiff.standalone;

import dev.skiff.api.kind.Kind;
import java.time.Duration;
import java.util.List;

/// What runs beside an API server.
enum Extent {
    /// Nothing: it does as kube-apiserver does.
    API_SERVER(Duration.ofSeconds(300)),

    /// Scheduler and controllers too. Pods of a node that is gone are replaced soon: a laptop has
    /// no
    /// network that comes and goes.
    WHOLE_CLUSTER(Duration.ofSeconds(2));

    private final Duration usualToleration;

    Extent(Duration usualToleration) {
        this.usualToleration = usualToleration;
    }

    /// The kinds that nothing acts on, where it would be expected.
    List<Kind> unattended() {
        return this == WHOLE_CLUSTER ? AttendedKinds.unattended() : List.of();
    }

    /// Whether containers may be privileged, where nothing is said. Who runs a whole cluster for
    /// itself may do what it likes on its machines.
    boolean allowsPrivileged() {
        return this == WHOLE_CLUSTER;
    }

    /// How long pods stay on a node that is gone, where nothing is named.
    Duration usualToleration() {
        return usualToleration;
    }
}
