package dev.skiff.agent.pod;

import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that a plan for one pod depends on.
///
/// @param containers what the engine has of it, running or not
/// @param tried containers that can't be started at this look
record PodSituation(
        Pod pod,
        Wish wish,
        List<ContainerState> containers,
        Map<String, Check> checks,
        Memory memory,
        SortedSet<String> tried,
        Instant now) {
    private static final Comparator<ContainerState> ORDER =
            Comparator.comparing(ContainerState::role)
                    .thenComparing(ContainerState::name)
                    .thenComparing(ContainerState::attempt)
                    .thenComparing(ContainerState::id);

    PodSituation {
        containers = containers.stream().sorted(ORDER).toList();
        checks = Collections.unmodifiableMap(new TreeMap<>(checks));
        tried = Collections.unmodifiableSortedSet(new TreeSet<>(tried));
    }

    /// What is to become of the pod.
    enum Wish {
        RUN,
        /// It has failed or run its course: nothing more is to run, and what there was stays to be
        /// looked at.
        END,
        /// It has been deleted: nothing is to be left.
        VANISH
    }

    /// What is known of one running container.
    record Check(ContainerHealth health, HookState postStart, HookState preStop) {
        static final Check NONE =
                new Check(ContainerHealth.UNPROBED, HookState.NONE, HookState.NONE);
    }

    /// What was done before.
    ///
    /// @param backoffs by container name
    /// @param stops by container id
    /// @param restarts how often the API says each container was restarted, if it ever ran
    record Memory(
            Map<String, RestartBackoff> backoffs,
            Map<String, Stop> stops,
            Map<String, Integer> restarts,
            Instant sandboxRetryAt) {
        Memory {
            backoffs = Collections.unmodifiableMap(new TreeMap<>(backoffs));
            stops = Collections.unmodifiableMap(new TreeMap<>(stops));
            restarts = Collections.unmodifiableMap(new TreeMap<>(restarts));
        }
    }

    Check check(ContainerState container) {
        return checks.getOrDefault(container.id(), Check.NONE);
    }

    List<ContainerState> sandboxes() {
        return containers.stream().filter(ContainerState::isSandbox).toList();
    }

    /// The newest sandbox, if it runs.
    Optional<ContainerState> sandbox() {
        List<ContainerState> all = sandboxes();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast()).filter(ContainerState::isRunning);
    }

    List<ContainerState> running() {
        return containers.stream()
                .filter(container -> !container.isSandbox() && container.isRunning())
                .toList();
    }

    /// The newest container of this name.
    Optional<ContainerState> latest(String name) {
        return containers.stream()
                .filter(container -> !container.isSandbox() && container.name().equals(name))
                .reduce((_, later) -> later);
    }
}
