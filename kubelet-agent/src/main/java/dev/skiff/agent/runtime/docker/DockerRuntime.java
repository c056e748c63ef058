package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerSpec;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.RuntimeListener;
import dev.skiff.agent.runtime.SandboxSpec;
import dev.skiff.agent.runtime.StartOutcome;
import dev.skiff.api.request.ByteStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs containers on a Docker engine.
///
/// Starts at most [#START_LIMIT] containers at once: the engine is bound by CPU there, and more
/// only makes each slower. Remembers which containers are the owner's, so that it need not ask
/// each time.
public final class DockerRuntime implements ContainerRuntime {
    static final int START_LIMIT = 4;
    private static final int REMOVE_LIMIT = 4;
    private static final Duration STREAM_DEADLINE = Duration.ofSeconds(30);

    private final EngineClient engine;
    private final Owner owner;
    private final ContainerCommands specs;
    private final EngineNetworks networks;
    private final EngineImages images;
    private final EngineExec commands;
    private final EngineVolumes volumes;
    private final Semaphore starts = new Semaphore(START_LIMIT, true);
    private final Map<String, Map<String, String>> labelsById = new ConcurrentHashMap<>();
    private volatile @Nullable EngineEvents events;

    private DockerRuntime(EngineClient engine, Owner owner) {
        this.engine = engine;
        this.owner = owner;
        networks = new EngineNetworks(engine, owner);
        images = new EngineImages(engine);
        commands = new EngineExec(engine);
        volumes = new EngineVolumes(engine, owner);
        specs = new ContainerCommands(engine.commands(), owner, networks.name());
    }

    /// @param socket the engine's unix socket, such as `/var/run/docker.sock`
    /// @throws EngineUnavailableException if no usable engine answers there
    public static DockerRuntime connect(Path socket, Owner owner) {
        return new DockerRuntime(EngineClient.connect(socket), owner);
    }

    @Override
    public EngineInfo info() {
        return EngineFacts.of(
                EngineClient.call("describe itself", () -> engine.commands().infoCmd().exec()));
    }

    @Override
    public List<String> usedRanges() {
        return networks.usedRanges();
    }

    @Override
    public NetworkOutcome prepare(String range) {
        images.prepareSandbox(info().machine().architecture());
        return networks.prepare(range);
    }

    @Override
    public List<ContainerState> list() {
        return ids().stream().map(this::inspect).flatMap(Optional::stream).toList();
    }

    private List<String> ids() {
        List<Container> containers =
                EngineClient.call(
                        "list containers",
                        () ->
                                engine.commands()
                                        .listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(RuntimeLabels.of(owner))
                                        .exec());
        return containers.stream().map(Container::getId).toList();
    }

    @Override
    public Optional<ContainerState> inspect(String id) {
        try {
            InspectContainerResponse answer =
                    EngineClient.call(
                            "inspect container " + id,
                            () -> engine.commands().inspectContainerCmd(id).exec());
            Map<String, String> labels = ContainerStates.labelsOf(answer);
            if (!RuntimeLabels.isOwnedBy(labels, owner)) {
                return Optional.empty();
            }
            labelsById.put(answer.getId(), labels);
            return Optional.of(ContainerStates.of(answer));
        } catch (NotFoundException _) {
            labelsById.remove(id);
            return Optional.empty();
        }
    }

    @Override
    public StartOutcome startSandbox(SandboxSpec spec) {
        spec.memoryVolumes().forEach(volumes::create);
        StartOutcome outcome = tryStartSandbox(spec);
        if (outcome instanceof StartOutcome.CreateRefused(String message)
                && message.contains("No such image")) {
            // somebody tidied the engine up, or deleted another cluster
            images.prepareSandbox(info().machine().architecture());
            return tryStartSandbox(spec);
        }
        return outcome;
    }

    private StartOutcome tryStartSandbox(SandboxSpec spec) {
        return start(ContainerCommands.nameOf(spec), specs.sandbox(spec, EngineImages.SANDBOX));
    }

    @Override
    public StartOutcome startContainer(ContainerSpec spec) {
        return start(ContainerCommands.nameOf(spec), specs.container(spec));
    }

    private StartOutcome start(String name, CreateContainerCmd command) {
        try {
            String id = EngineClient.call("create " + name, () -> command.exec().getId());
            labelsById.put(id, command.getLabels());
            return run(id);
        } catch (DockerException e) {
            return notCreated(name, EngineClient.messageOf(e));
        }
    }

    private StartOutcome notCreated(String name, String refusal) {
        if (refusal.contains("No such container")) {
            return new StartOutcome.SandboxGone();
        }
        return refusal.contains("is already in use by container")
                ? startExisting(name, refusal)
                : new StartOutcome.CreateRefused(refusal);
    }

    /// The name is taken: an earlier call came through and its answer was lost, or what took it
    /// isn't ours.
    private StartOutcome startExisting(String name, String refusal) {
        Optional<ContainerState> existing = inspect(name);
        if (existing.isEmpty()) {
            return new StartOutcome.CreateRefused(refusal);
        }
        String id = existing.get().id();
        return existing.get().phase() instanceof ContainerPhase.Created
                ? run(id)
                : new StartOutcome.Started(id);
    }

    private StartOutcome run(String id) {
        try {
            limited(
                    () ->
                            EngineClient.call(
                                    "start container " + id,
                                    () -> engine.commands().startContainerCmd(id).exec()));
            return new StartOutcome.Started(id);
        } catch (NotModifiedException _) {
            return new StartOutcome.Started(id);
        } catch (DockerException e) {
            String message = EngineClient.messageOf(e);
            return message.contains("cannot join network of a non running container")
                            || message.contains("No such container")
                    ? new StartOutcome.SandboxGone()
                    : new StartOutcome.StartRefused(id, message);
        }
    }

    private <T> T limited(Supplier<T> start) {
        try {
            starts.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("interrupted while waiting to start", e);
        }
        try {
            return start.get();
        } finally {
            starts.release();
        }
    }

    @Override
    public void signal(String id, String signal) {
        if (!isMine(id)) {
            return;
        }
        try {
            EngineClient.call(
                    "signal container " + id,
                    () -> engine.commands().killContainerCmd(id).withSignal(signal).exec());
        } catch (NotFoundException | ConflictException _) {
            return; // gone or not running: nothing to signal
        }
    }

    private boolean isMine(String id) {
        return labelsById.containsKey(id) || inspect(id).isPresent();
    }

    @Override
    public void remove(String id) {
        if (!isMine(id)) {
            return;
        }
        try {
            EngineClient.call(
                    "remove container " + id,
                    () ->
                            engine.commands()
                                    .removeContainerCmd(id)
                                    .withForce(true)
                                    .withRemoveVolumes(true)
                                    .exec());
        } catch (NotFoundException | ConflictException _) {
            return; // gone, or somebody else is removing it
        }
        Map<String, String> labels = labelsById.remove(id);
        if (labels != null) {
            volumes.removeOf(labels);
        }
    }

    @Override
    public Optional<String> memoryVolumePath(String name) {
        return volumes.path(name);
    }

    @Override
    public Optional<ImageState> findImage(String reference) {
        return images.find(reference);
    }

    @Override
    public PullOutcome pull(String reference, Optional<RegistryCredentials> credentials) {
        return images.pull(reference, credentials);
    }

    @Override
    public ExecOutcome exec(String id, List<String> command, Duration timeout) {
        return isMine(id)
                ? commands.run(id, command, timeout)
                : new ExecOutcome.Refused("No such container: " + id);
    }

    @Override
    public Optional<ByteStream> logs(String id, LogOptions options) {
        return inspect(id).isEmpty() ? Optional.empty() : openLogs(id, options);
    }

    private Optional<ByteStream> openLogs(String id, LogOptions options) {
        boolean terminal =
                Boolean.TRUE.equals(
                        engine.commands().inspectContainerCmd(id).exec().getConfig().getTty());
        EngineResponse response =
                engine.open(
                        Request.builder().method(Request.Method.GET),
                        LogQuery.path(id, options),
                        STREAM_DEADLINE);
        if (response.status() == 404) {
            response.close();
            return Optional.empty();
        }
        if (response.status() != 200) {
            response.close();
            throw new EngineUnavailableException(
                    "engine answered " + response.status() + " when asked for logs of " + id);
        }
        return Optional.of(new FrameStream(response, !terminal));
    }

    @Override
    public void listen(RuntimeListener listener) {
        events = EngineEvents.listen(engine, owner, listener);
    }

    @Override
    public void removeEverything() {
        removeAll(ids());
        volumes.removeAll();
        networks.remove();
        images.removeSandbox();
    }

    /// Several at once: for each the engine waits more than it works.
    private void removeAll(List<String> ids) {
        List<Future<?>> removals;
        try (ExecutorService workers = Executors.newFixedThreadPool(REMOVE_LIMIT)) {
            removals = ids.stream().<Future<?>>map(id -> workers.submit(() -> remove(id))).toList();
        }
        for (Future<?> removal : removals) {
            if (removal.state() == Future.State.FAILED) {
                throw new EngineUnavailableException(
                        "not all containers could be removed", removal.exceptionNow());
            }
        }
    }

    @Override
    public void close() {
        EngineEvents open = events;
        if (open != null) {
            open.close();
        }
        engine.close();
    }
}
