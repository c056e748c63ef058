package dev.skiff.agent.pod;

import dev.skiff.agent.env.EnvironmentBuilder;
import dev.skiff.agent.env.EnvironmentOutcome;
import dev.skiff.agent.env.Expansion;
import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.image.ImageCheck;
import dev.skiff.agent.image.ImageOutcome;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerSpec;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.Mount;
import dev.skiff.agent.runtime.ProcessSpec;
import dev.skiff.agent.runtime.SecuritySettings;
import dev.skiff.agent.runtime.StartOutcome;
import dev.skiff.agent.status.Waiting;
import dev.skiff.agent.volume.PodFiles;
import dev.skiff.agent.volume.PodVolume;
import dev.skiff.client.EventRecorder;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts one container: image, environment, mounts, rights, and then the engine. Never waits for
/// anything but the engine.
final class ContainerLauncher {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final ContainerRuntime runtime;
    private final ImageCheck images;
    private final ContainerMounts mounts;
    private final EventRecorder events;
    private final InstantSource clock;

    ContainerLauncher(
            ContainerRuntime runtime,
            ImageCheck images,
            PodFiles files,
            EventRecorder events,
            InstantSource clock) {
        this.runtime = runtime;
        this.images = images;
        this.mounts = new ContainerMounts(runtime, files);
        this.events = events;
        this.clock = clock;
    }

    /// What a start depends on besides the action itself.
    ///
    /// @param volumes the pod's, by name
    record Ground(
            PodContext context,
            ObjectSource objects,
            PodDirectory directory,
            Map<String, PodVolume> volumes,
            PodMemory memory) {}

    LaunchOutcome launch(PodAction.Launch launch, Ground ground) {
        Container container = launch.container();
        ImageCheck.Wanted wanted =
                new ImageCheck.Wanted(
                        PodFacts.identity(ground.context().pod()),
                        ground.context().pod(),
                        container,
                        PodFacts.reference(ground.context().pod(), container.getName()),
                        ground.objects());
        return switch (images.check(wanted)) {
            case ImageOutcome.Ready(var image) -> configure(launch, ground, image);
            case ImageOutcome.NotReady(var reason, var message, var at) ->
                    new LaunchOutcome.NotYet(
                            reason.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(new Waiting(reason, message)),
                            at);
        };
    }

    private LaunchOutcome configure(PodAction.Launch launch, Ground ground, ImageState image) {
        EnvironmentBuilder builder = new EnvironmentBuilder(ground.objects());
        return switch (builder.build(ground.context(), launch.container())) {
            case EnvironmentOutcome.NotYet() ->
                    new LaunchOutcome.NotYet(Optional.empty(), Instant.MAX);
            case EnvironmentOutcome.Incomplete(var message) ->
                    notConfigured(launch, ground, message);
            case EnvironmentOutcome.Complete environment ->
                    secure(launch, ground, image, environment);
        };
    }

    private LaunchOutcome secure(
            PodAction.Launch launch,
            Ground ground,
            ImageState image,
            EnvironmentOutcome.Complete environment) {
        return switch (ContainerSecurity.of(ground.context().pod(), launch.container(), image)) {
            case ContainerSecurity.Outcome.Refused(var message) ->
                    notConfigured(launch, ground, message);
            case ContainerSecurity.Outcome.Settled(var settings) ->
                    mount(launch, ground, new Prepared(image, environment, settings));
        };
    }

    /// What is known of a container so far.
    private record Prepared(
            ImageState image, EnvironmentOutcome.Complete environment, SecuritySettings security) {}

    private LaunchOutcome mount(PodAction.Launch launch, Ground ground, Prepared prepared) {
        ContainerMounts.Wanted wanted =
                new ContainerMounts.Wanted(
                        ground.context().pod(),
                        launch.container(),
                        launch.attempt(),
                        ground.directory(),
                        ground.volumes(),
                        prepared.environment().variables());
        return switch (mounts.of(wanted)) {
            case ContainerMounts.Outcome.Refused(var message) ->
                    notConfigured(launch, ground, message);
            case ContainerMounts.Outcome.Complete(var complete) ->
                    start(launch, ground, spec(launch, ground, prepared, complete));
        };
    }

    private static ContainerSpec spec(
            PodAction.Launch launch, Ground ground, Prepared prepared, List<Mount> mounts) {
        Container container = launch.container();
        Map<String, String> variables = prepared.environment().variables();
        ProcessSpec process =
                new ProcessSpec(
                        Expansion.expandAll(container.getCommand(), variables),
                        Expansion.expandAll(container.getArgs(), variables),
                        prepared.environment().asLines(),
                        container.getWorkingDir() == null ? "" : container.getWorkingDir(),
                        new ProcessSpec.Console(
                                Boolean.TRUE.equals(container.getStdin()),
                                Boolean.TRUE.equals(container.getStdinOnce()),
                                Boolean.TRUE.equals(container.getTty())));
        return new ContainerSpec(
                PodFacts.identity(ground.context().pod()),
                container.getName(),
                launch.attempt(),
                launch.sandboxId(),
                SandboxStarter.processes(ground.context().pod()),
                prepared.image().id(),
                process,
                mounts,
                ContainerLimits.of(
                        ground.context().pod(),
                        container,
                        ground.context().allocatable().memoryBytes()),
                prepared.security(),
                Map.of(PodPlanner.IMAGE, container.getImage()));
    }

    private LaunchOutcome start(PodAction.Launch launch, Ground ground, ContainerSpec spec) {
        return switch (runtime.startContainer(spec)) {
            case StartOutcome.Started(var id) -> {
                tell(launch, ground, "Normal", "Created", "Container created");
                tell(launch, ground, "Normal", "Started", "Container started");
                yield new LaunchOutcome.Started(id);
            }
            case StartOutcome.StartRefused(var id, var message) -> {
                tell(launch, ground, "Normal", "Created", "Container created");
                tell(launch, ground, "Warning", "Failed", "Error: " + message);
                yield new LaunchOutcome.Broken(id, message);
            }
            case StartOutcome.CreateRefused(var message) ->
                    failed(launch, ground, new Waiting("CreateContainerError", message));
            case StartOutcome.SandboxGone() -> new LaunchOutcome.SandboxGone();
        };
    }

    private LaunchOutcome notConfigured(PodAction.Launch launch, Ground ground, String message) {
        return failed(launch, ground, new Waiting("CreateContainerConfigError", message));
    }

    private LaunchOutcome failed(PodAction.Launch launch, Ground ground, Waiting why) {
        Instant now = clock.instant();
        String message = "Error: " + why.message();
        if (ground.memory().shouldTell(launch.container().getName() + message, now)) {
            tell(launch, ground, "Warning", "Failed", message);
        }
        return new LaunchOutcome.NotYet(Optional.of(why), now.plus(RETRY));
    }

    private void tell(
            PodAction.Launch launch, Ground ground, String type, String reason, String message) {
        events.record(
                PodFacts.reference(ground.context().pod(), launch.container().getName()),
                type,
                reason,
                message);
    }
}
