package dev.skiff.agent.probe;

import dev.skiff.agent.runtime.PodIdentity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Instant;
import java.util.Optional;

/// A running container with what its probes need.
///
/// @param address of its pod
/// @param before what an earlier agent found, so that a restart of the agent changes nothing
/// @param reference what events about it name
public record ProbeTarget(
        PodIdentity pod,
        String containerId,
        Container container,
        String address,
        Instant startedAt,
        ContainerHealth before,
        ObjectReference reference) {
    Optional<Probe> probe(ProbeKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case STARTUP -> container.getStartupProbe();
                    case LIVENESS -> container.getLivenessProbe();
                    case READINESS -> container.getReadinessProbe();
                });
    }
}
