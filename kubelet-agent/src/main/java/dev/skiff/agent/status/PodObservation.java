package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that a pod's status is made of.
///
/// @param previous the status before this one; not to be changed
/// @param containers what the engine has of it
/// @param failure why the whole pod has failed, if it has for a reason of its own
public record PodObservation(
        Pod pod,
        ObjectNode previous,
        List<ContainerState> containers,
        ContainerFacts facts,
        Addresses addresses,
        Optional<Waiting> failure,
        Instant now) {
    public PodObservation {
        containers = List.copyOf(containers);
    }

    /// What the engine doesn't know of containers.
    ///
    /// @param waiting by container name
    /// @param health by container id, of those that run and are known to be done with their hooks
    /// @param messages by container id: what those that ended left behind
    public record ContainerFacts(
            Map<String, Waiting> waiting,
            Map<String, ContainerHealth> health,
            Map<String, String> messages) {
        public ContainerFacts {
            waiting = Collections.unmodifiableMap(new TreeMap<>(waiting));
            health = Collections.unmodifiableMap(new TreeMap<>(health));
            messages = Collections.unmodifiableMap(new TreeMap<>(messages));
        }
    }

    /// @param runtime the name of the engine that ids are prefixed with
    public record Addresses(String hostIp, Optional<String> podIp, String runtime) {}

    /// The containers of this name, oldest first.
    List<ContainerState> named(String name) {
        return containers.stream()
                .filter(container -> !container.isSandbox() && container.name().equals(name))
                .sorted((a, b) -> Integer.compare(a.attempt(), b.attempt()))
                .toList();
    }

    Optional<ContainerState> sandbox() {
        return containers.stream()
                .filter(ContainerState::isSandbox)
                .filter(ContainerState::isRunning)
                .findFirst();
    }
}
