package dev.skiff.agent.pod;

import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.hook.HookKind;
import dev.skiff.agent.hook.HookLoop;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.client.EventRecorder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Ends containers step by step, without waiting: hook, stop signal, kill.
final class ContainerStopper {
    /// What a container has left at least after its hook.
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private static final Duration KILL_AGAIN_AFTER = Duration.ofSeconds(10);

    private final ContainerRuntime runtime;
    private final HookLoop hooks;
    private final EventRecorder events;
    private final InstantSource clock;

    ContainerStopper(
            ContainerRuntime runtime, HookLoop hooks, EventRecorder events, InstantSource clock) {
        this.runtime = runtime;
        this.hooks = hooks;
        this.events = events;
        this.clock = clock;
    }

    /// @param address of the pod, for hooks that ask it
    void begin(Pod pod, PodAction.BeginStop action, String address, PodMemory memory) {
        ContainerState container = action.container();
        tell(pod, action);
        Stop stop = new Stop(Stop.Stage.PRE_STOP, clock.instant(), action.grace());
        Optional<LifecycleHandler> hook = preStop(pod, container);
        if (hook.isPresent() && !action.grace().isZero()) {
            hooks.begin(
                    new HookLoop.Target(
                            action.container().pod(),
                            container.id(),
                            PodFacts.container(pod, container.name()).orElseThrow(),
                            address,
                            action.grace()),
                    HookKind.PRE_STOP,
                    hook.get());
            memory.stops.put(container.id(), stop);
        } else {
            signal(container);
            memory.stops.put(container.id(), stop.in(Stop.Stage.ASKED));
        }
    }

    private void tell(Pod pod, PodAction.BeginStop action) {
        String name = action.container().name();
        if (action.reason() == StopReason.POST_START_HOOK) {
            events.record(
                    PodFacts.reference(pod, name),
                    "Warning",
                    "FailedPostStartHook",
                    "PostStartHook failed");
        }
        events.record(
                PodFacts.reference(pod, name), "Normal", "Killing", action.reason().words(name));
    }

    private static Optional<LifecycleHandler> preStop(Pod pod, ContainerState container) {
        return PodFacts.container(pod, container.name())
                .map(Container::getLifecycle)
                .flatMap(lifecycle -> Optional.ofNullable(lifecycle.getPreStop()));
    }

    private void signal(ContainerState container) {
        runtime.signal(container.id(), container.stopSignal());
    }

    void ask(ContainerState container, PodMemory memory) {
        signal(container);
        Stop stop = memory.stops.get(container.id());
        if (stop != null) {
            Instant now = clock.instant();
            Duration left = Duration.between(now, stop.begunAt().plus(stop.grace()));
            memory.stops.put(
                    container.id(),
                    new Stop(
                            Stop.Stage.ASKED,
                            now,
                            left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left));
        }
    }

    void kill(ContainerState container, PodMemory memory) {
        runtime.signal(container.id(), "SIGKILL");
        memory.stops.put(
                container.id(), new Stop(Stop.Stage.KILLED, clock.instant(), KILL_AGAIN_AFTER));
    }
}
