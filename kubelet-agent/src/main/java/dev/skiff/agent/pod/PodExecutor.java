package dev.skiff.agent.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.hook.HookKind;
import dev.skiff.agent.hook.HookLoop;
import dev.skiff.agent.image.ImageCheck;
import dev.skiff.agent.pod.PodSituation.Check;
import dev.skiff.agent.pod.PodSituation.Wish;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.status.Waiting;
import dev.skiff.agent.volume.PodVolumes;
import dev.skiff.agent.volume.VolumesOutcome;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers what a plan depends on, and does what it says.
final class PodExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(PodExecutor.class);
    private static final Duration MOUNT_RETRY = Duration.ofSeconds(10);
    private static final Duration HOOK_LIMIT = Duration.ofMinutes(10);

    private final PodServices services;
    private final NodeSettings node;
    private final InstantSource clock;
    private final PodVolumes volumes;
    private final SandboxStarter sandboxes;
    private final ContainerLauncher launcher;
    private final ContainerStopper stopper;
    private final PodObserver observer;

    PodExecutor(PodServices services, NodeSettings node, Path root, InstantSource clock) {
        this.services = services;
        this.node = node;
        this.clock = clock;
        volumes = new PodVolumes(services.files(), root);
        sandboxes =
                new SandboxStarter(services.runtime(), services.files(), node, services.network());
        launcher =
                new ContainerLauncher(
                        services.runtime(),
                        new ImageCheck(
                                services.runtime(), services.pulls(), services.events(), clock),
                        services.files(),
                        services.events(),
                        clock);
        stopper =
                new ContainerStopper(
                        services.runtime(), services.hooks(), services.events(), clock);
        observer = new PodObserver(services, node);
    }

    PodContext contextOf(Pod pod) {
        return new PodContext(
                pod,
                node.name(),
                node.hostIp(),
                address(pod, services.view().containersOf(PodFacts.identity(pod))),
                node.allocatable());
    }

    private Optional<String> address(Pod pod, List<ContainerState> containers) {
        return PodFacts.isHostNetwork(pod)
                ? Optional.of(node.hostIp())
                : containers.stream()
                        .filter(ContainerState::isSandbox)
                        .filter(ContainerState::isRunning)
                        .flatMap(sandbox -> sandbox.address().stream())
                        .findFirst();
    }

    /// Keeps probes, addresses and volumes in step with what runs.
    void observe(PodRun run, List<ContainerState> containers) {
        String address = address(run.pod(), containers).orElse("");
        for (ContainerState container : containers) {
            observer.follow(run, container, address);
        }
    }

    PodSituation situation(PodRun run, Wish wish, List<ContainerState> containers, Instant now) {
        Map<String, Check> checks = new TreeMap<>();
        for (ContainerState container : containers) {
            if (container.isRunning() && !container.isSandbox()) {
                checks.put(container.id(), check(container));
            }
        }
        return new PodSituation(run.pod(), wish, containers, checks, memory(run), run.tried(), now);
    }

    private Check check(ContainerState container) {
        return new Check(
                services.probes().health(container.id()),
                services.hooks().state(container.id(), HookKind.POST_START),
                services.hooks().state(container.id(), HookKind.PRE_STOP));
    }

    private static PodSituation.Memory memory(PodRun run) {
        Map<String, Integer> restarts = new TreeMap<>();
        for (Container container : PodFacts.allContainers(run.pod())) {
            PodFacts.status(run.pod(), container.getName())
                    .filter(status -> status.getContainerID() != null)
                    .filter(status -> !status.getContainerID().isEmpty())
                    .map(ContainerStatus::getRestartCount)
                    .ifPresent(count -> restarts.put(container.getName(), count));
        }
        return new PodSituation.Memory(
                run.memory().backoffs, run.memory().stops, restarts, run.memory().sandboxRetryAt());
    }

    void execute(PodAction action, PodRun run) {
        switch (action) {
            case PodAction.CreateSandbox(int attempt) -> createSandbox(attempt, run);
            case PodAction.Launch launch -> launch(launch, run);
            case PodAction.BeginStop stop ->
                    stopper.begin(run.pod(), stop, run.context().podIp().orElse(""), run.memory());
            case PodAction.Ask(var container) -> stopper.ask(container, run.memory());
            case PodAction.Kill(var container) -> stopper.kill(container, run.memory());
            case PodAction.Remove(var container) -> remove(container, run);
        }
    }

    /// Prepares the pod's volumes; whether they are ready.
    private boolean prepareVolumes(PodRun run) {
        PodIdentity identity = PodFacts.identity(run.pod());
        VolumesOutcome outcome =
                volumes.prepare(
                        run.context(), services.objects().seenBy(identity), services.tokens());
        return switch (outcome) {
            case VolumesOutcome.Ready(var byName) -> {
                run.memory().volumesAre(byName);
                yield true;
            }
            case VolumesOutcome.NotYet() -> false;
            case VolumesOutcome.Failed(var messages) -> {
                Instant now = clock.instant();
                messages.stream()
                        .filter(message -> run.memory().shouldTell(message, now))
                        .forEach(message -> warn(run, "FailedMount", message));
                run.lookAgain(now.plus(MOUNT_RETRY));
                yield false;
            }
        };
    }

    /// Brings what has changed of ConfigMaps and Secrets to running containers.
    void refreshVolumes(PodRun run) {
        boolean hasSandbox = !services.view().containersOf(PodFacts.identity(run.pod())).isEmpty();
        if (hasSandbox && !run.pod().getSpec().getVolumes().isEmpty() && !prepareVolumes(run)) {
            LOG.debug("volumes of {} stay as they are", PodFacts.identity(run.pod()));
        }
    }

    /// Tells of containers that wait because they keep ending.
    void tellCrashLoops(PodRun run, PodPlan plan) {
        Instant now = clock.instant();
        for (String name : plan.crashLoops().keySet()) {
            String message =
                    "Back-off restarting failed container %s in pod %s"
                            .formatted(name, PodFacts.words(run.pod()));
            if (run.memory().shouldTell(message, now)) {
                services.events()
                        .record(PodFacts.reference(run.pod(), name), "Warning", "BackOff", message);
            }
        }
    }

    private void createSandbox(int attempt, PodRun run) {
        if (!prepareVolumes(run)) {
            run.giveUp(RuntimeLabels.SANDBOX_NAME, Instant.MAX);
            return;
        }
        PodIdentity identity = PodFacts.identity(run.pod());
        SandboxStarter.Outcome outcome =
                sandboxes.start(run.pod(), attempt, directory(identity), run.memory().volumes());
        switch (outcome) {
            case SandboxStarter.Outcome.Started(var id) -> {
                services.view().note(identity, id);
                run.memory().sandboxStarted();
                run.startOver(contextOf(run.pod()));
            }
            case SandboxStarter.Outcome.NoNetworkYet() ->
                    run.giveUp(RuntimeLabels.SANDBOX_NAME, Instant.MAX);
            case SandboxStarter.Outcome.Failed(var message, var id) -> {
                Instant now = clock.instant();
                if (run.memory().shouldTell(message, now)) {
                    warn(run, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + message);
                }
                run.memory().sandboxFailed(now);
                if (!id.isEmpty()) {
                    services.view().note(identity, id);
                }
            }
        }
    }

    private PodDirectory directory(PodIdentity identity) {
        return new PodDirectory(volumes.directoryOf(identity.uid()));
    }

    private void launch(PodAction.Launch launch, PodRun run) {
        PodIdentity identity = PodFacts.identity(run.pod());
        String name = launch.container().getName();
        ContainerLauncher.Ground ground =
                new ContainerLauncher.Ground(
                        run.context(),
                        services.objects().seenBy(identity),
                        directory(identity),
                        run.memory().volumes(),
                        run.memory());
        if (run.memory().volumes().isEmpty() && !prepareVolumes(run)) {
            run.giveUp(
                    name, Instant.MAX); // after a restart of the agent they have to be found first
            return;
        }
        switch (launcher.launch(launch, ground)) {
            case LaunchOutcome.Started(var id) -> {
                services.view().note(identity, id);
                started(launch, run, id);
            }
            case LaunchOutcome.Broken(var id, var message) -> {
                services.view().note(identity, id);
                started(launch, run, id);
                run.memory().waiting.put(name, new Waiting("RunContainerError", message));
                run.giveUp(name, clock.instant().plusSeconds(1));
            }
            case LaunchOutcome.NotYet(var why, var lookAgainAt) -> {
                why.ifPresentOrElse(
                        waiting -> run.memory().waiting.put(name, waiting),
                        () -> run.memory().waiting.remove(name));
                run.giveUp(name, lookAgainAt);
            }
            case LaunchOutcome.SandboxGone() -> {
                services.view().note(identity, launch.sandboxId());
                run.giveUp(name, clock.instant().plusSeconds(1));
            }
        }
    }

    private void started(PodAction.Launch launch, PodRun run, String id) {
        String name = launch.container().getName();
        run.memory().waiting.remove(name);
        launch.previous()
                .filter(previous -> !(previous.phase() instanceof ContainerPhase.Created))
                .ifPresent(
                        previous ->
                                run.memory()
                                        .backoffs
                                        .compute(
                                                name,
                                                (_, known) ->
                                                        RestartBackoff.next(
                                                                Optional.ofNullable(known),
                                                                PodPlanner.endOf(previous),
                                                                clock.instant())));
        var lifecycle = launch.container().getLifecycle();
        if (lifecycle != null && lifecycle.getPostStart() != null) {
            services.hooks()
                    .begin(
                            new HookLoop.Target(
                                    PodFacts.identity(run.pod()),
                                    id,
                                    launch.container(),
                                    run.context().podIp().orElse(""),
                                    HOOK_LIMIT),
                            HookKind.POST_START,
                            lifecycle.getPostStart());
        }
    }

    private void remove(ContainerState container, PodRun run) {
        services.runtime().remove(container.id());
        services.view().note(container.pod(), container.id());
        run.memory().stops.remove(container.id());
        run.memory().messages.remove(container.id());
        observer.forget(container);
    }

    private void warn(PodRun run, String reason, String message) {
        services.events().record(PodFacts.reference(run.pod()), "Warning", reason, message);
    }

    ObjectNode compose(PodRun run, Instant now) {
        return observer.compose(
                run, directory(PodFacts.identity(run.pod())), contextOf(run.pod()), now);
    }

    /// Lets go of everything that was kept for a pod.
    void clear(PodIdentity identity) {
        volumes.remove(identity);
        services.objects().release(identity);
        services.tokens().release(identity);
        services.pulls().release(identity);
        services.network().addresses().ifPresent(addresses -> addresses.release(identity));
        services.view().forget(identity);
    }
}
